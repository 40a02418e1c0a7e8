export { type Engine, engine, type Port, type Session } from "./engine.ts";
