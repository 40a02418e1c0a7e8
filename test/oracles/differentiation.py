"""Values and gradients of one function written twice, by torch's autograd and by JAX's."""

import jax
import jax.numpy as jnp
import numpy as np
import torch

from agreement import agreed


def by_torch(function, inputs, cotangent):
    """Output and gradients of sum(output * cotangent) with respect to every input."""
    tensors = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in inputs.items()}
    output = function(**tensors)
    (output * torch.tensor(cotangent, dtype=torch.float64)).sum().backward()
    return output.detach().numpy(), {name: tensor.grad.numpy() for name, tensor in tensors.items()}


def by_jax(function, inputs, cotangent):
    """The same by JAX's vector-Jacobian product."""
    arrays = {name: jnp.asarray(value, dtype=jnp.float64) for name, value in inputs.items()}
    output, pull = jax.vjp(lambda leaves: function(**leaves), arrays)
    (grads,) = pull(jnp.asarray(cotangent, dtype=jnp.float64))
    return np.asarray(output), {name: np.asarray(grad) for name, grad in grads.items()}


def differentiated(name, torch_function, jax_function, inputs, cotangent):
    """Torch's output and gradients, and how far JAX is from them; an AssertionError past the bound."""
    output, grads = by_torch(torch_function, inputs, cotangent)
    jax_output, jax_grads = by_jax(jax_function, inputs, cotangent)
    return output, grads, agreed(name, {"output": output} | grads, {"output": jax_output} | jax_grads)
