// Plain loops and indices; nothing is destructured, nothing is mapped.
import { shuffled } from "../provided/random.ts";

export function clean(file: any, reading: any) {
  const names = Object.keys(reading.columns);
  const x = [];
  const y = [];
  const seen: Record<string, true> = Object.create(null);
  for (let i = 0; i < file.length; i++) {
    const cells = [];
    for (let j = 0; j < names.length; j++) {
      const name = names[j]!;
      const text = String(file[i][name]).trim();
      if (reading.missing.indexOf(text) >= 0) cells.push(null);
      else if (reading.columns[name] === "text") cells.push(text);
      else if (text === "" || isNaN(Number(text)) || Math.abs(Number(text)) === Infinity)
        throw new RangeError("column " + name + ": " + text);
      else cells.push(Number(text));
    }
    const label = String(file[i][reading.label]).trim();
    if (reading.missing.indexOf(label) >= 0) continue;
    const key = JSON.stringify([label, cells]);
    if (key in seen) continue;
    seen[key] = true;
    const row: any = {};
    for (let j = 0; j < names.length; j++) row[names[j]!] = cells[j];
    x.push(row);
    y.push(label);
  }
  return { x: x, y: y };
}

export function split(data: any, share: number, random: () => number) {
  const train: any = { x: [], y: [] };
  const test: any = { x: [], y: [] };
  const done = new Set();
  for (let i = 0; i < data.y.length; i++) {
    if (done.has(data.y[i])) continue;
    done.add(data.y[i]);
    let rows: number[] = [];
    for (let j = i; j < data.y.length; j++) if (data.y[j] === data.y[i]) rows.push(j);
    const trained = rows.length - Math.floor(share * rows.length + 0.5);
    rows = shuffled(rows, random);
    for (let j = 0; j < rows.length; j++) {
      const part = j < trained ? train : test;
      part.x.push(data.x[rows[j]!]);
      part.y.push(data.y[rows[j]!]);
    }
  }
  return { train: train, test: test };
}

export function fit(rows: any, columns: any) {
  const all: any = {};
  for (const name in columns) {
    const values = [];
    for (let i = 0; i < rows.length; i++) if (rows[i][name] !== null) values.push(rows[i][name]);
    if (columns[name] === "text") {
      values.sort();
      const categories = [];
      for (let i = 0; i < values.length; i++) if (i === 0 || values[i] !== values[i - 1]) categories.push(values[i]);
      all[name] = { categories: categories };
      continue;
    }
    if (values.length === 0) throw new RangeError("column " + name + " is empty");
    values.sort(function (a, b) {
      return a - b;
    });
    let mean = 0;
    let squares = 0;
    for (let i = 0; i < values.length; i++) {
      // Welford's way, one pass.
      const away = values[i] - mean;
      mean += away / (i + 1);
      squares += away * (values[i] - mean);
    }
    const half = values.length >> 1;
    const median = values.length % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
    const constant = values[0] === values[values.length - 1];
    all[name] = { median: median, mean: mean, deviation: constant ? 1 : Math.sqrt(squares / values.length) };
  }
  return all;
}

export function transform(row: any, statistics: any) {
  const list = [];
  for (const name in statistics) {
    const learnt = statistics[name];
    if (learnt.categories === undefined) {
      let value = row[name];
      if (value === null) value = learnt.median;
      list.push((value - learnt.mean) / learnt.deviation);
    } else for (let k = 0; k < learnt.categories.length; k++) list.push(learnt.categories[k] === row[name] ? 1 : 0);
  }
  return list;
}

export function prepare(parts: any, columns: any) {
  const statistics = fit(parts.train.x, columns);
  const made: any = { statistics: statistics };
  for (const part of ["train", "test"]) {
    made[part] = { x: [], y: [] };
    for (let i = 0; i < parts[part].x.length; i++) {
      made[part].x.push(transform(parts[part].x[i], statistics));
      made[part].y.push(parts[part].y[i]);
    }
  }
  return made;
}
