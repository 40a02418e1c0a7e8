import { curves, legend, panel, styleOf } from "./chart.ts";
import type * as Solution from "./key/solution.ts";

/** The gradient's length in each layer of four deep networks, measured and predicted by the learner's functions. */
export async function draw(module: typeof Solution): Promise<string> {
  const all = await curves(module, 1);
  return `<svg xmlns="http://www.w3.org/2000/svg" class="lab-14" viewBox="0 0 680 690" role="img" aria-labelledby="lab-14-title lab-14-text">
<title id="lab-14-title">The gradient in each layer of four deep networks · 四个深层网络各层的梯度</title>
<desc id="lab-14-text">Above: its length in each layer's biases. With a standard deviation of 0.1 it falls from the last layer to the first by eight powers of ten, with 0.5 it grows by six, with 0.25 and with residual blocks it stays nearly level; dotted lines are the predictions. Below: its length in the weights, which is level in each network, but at very different heights. · 上图：梯度在各层偏置上的长度。标准差 0.1 时，从最后一层到第一层小了八个数量级，0.5 时大了六个数量级，0.25 和残差块则大致持平；虚线是预测。下图：梯度在权重上的长度，每个网络都大致持平，高度却相差悬殊。</desc>
${styleOf("lab-14")}
<rect class="paper" width="680" height="690"/>
${panel("b", "‖∂L/∂b‖", [40, 300], all)}
${legend(60)}
${panel("w", "‖∂L/∂w‖", [370, 630], all)}
<text class="ink" x="306" y="676" text-anchor="middle">layer · 层</text>
</svg>
`;
}
