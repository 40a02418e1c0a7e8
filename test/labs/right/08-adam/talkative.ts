/* Old JavaScript: var, function expressions, `arguments`, and a console that is told everything. */
import { apply } from "@downhill/optimizers";
import { tidy } from "@downhill/tensor";

type Any = any;

export var moments = function (algebra: Any, at: Any): Any {
  console.log("moments", algebra, at);
  var result: Any = {};
  result.m = algebra.add(algebra.mul(at.beta1, at.m), algebra.mul(algebra.sub(1, at.beta1), at.g));
  result.v = algebra.add(
    algebra.mul(at.beta2, at.v),
    algebra.mul(algebra.sub(1, at.beta2), algebra.square(at.g)),
  );
  return result;
};

export var corrected = function (): Any {
  var algebra = arguments[0];
  var at = arguments[1];
  console.table(at);
  return {
    mHat: algebra.div(at.m, algebra.sub(1, algebra.pow(at.beta1, at.t))),
    vHat: algebra.div(at.v, algebra.sub(1, algebra.pow(at.beta2, at.t))),
  };
};

export var adam = function (algebra: Any, at: Any): Any {
  var result = moments(algebra, at);
  var hats = (corrected as Any)(algebra, Object.assign({}, at, result));
  console.error(hats);
  result.update = algebra.neg(
    algebra.div(algebra.mul(at.learningRate, hats.mHat), algebra.add(algebra.sqrt(hats.vHat), at.epsilon)),
  );
  return result;
};

export var adamw = function (algebra: Any, at: Any): Any {
  var result = adam(algebra, at);
  result.update = algebra.sub(result.update, algebra.mul(algebra.mul(at.learningRate, at.weightDecay), at.p));
  return result;
};

export var trainStep = function (
  lossAndGradient: Any,
  optimizer: Any,
  params: Any,
  state: Any,
  step: Any,
): Any {
  console.log("step", step, params, state, optimizer);
  return tidy("trainStep", function () {
    var pair = lossAndGradient(params);
    var result = optimizer.update(pair[1], state, params, step);
    console.log(String(pair[0]), result);
    return { loss: pair[0], params: apply(params, result[0]), state: result[1], optimizer: optimizer };
  });
};
