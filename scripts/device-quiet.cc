// While TensorFlow's libraries load, and before they have read their log level, they write to stderr. Node cannot redirect
// its own stderr: this addon's hush() does, and its speak() restores it.
#include <fcntl.h>
#include <node_api.h>
#include <unistd.h>

static int kept = -1;

static napi_value Hush(napi_env, napi_callback_info) {
  const int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (kept == -1 && nowhere != -1) {
    kept = dup(STDERR_FILENO);
    if (kept != -1) dup2(nowhere, STDERR_FILENO);
  }
  if (nowhere != -1) close(nowhere);
  return nullptr;
}

static napi_value Speak(napi_env, napi_callback_info) {
  if (kept != -1) {
    dup2(kept, STDERR_FILENO);
    close(kept);
    kept = -1;
  }
  return nullptr;
}

static napi_value Init(napi_env env, napi_value exports) {
  napi_value hush, speak;
  napi_create_function(env, "hush", NAPI_AUTO_LENGTH, Hush, nullptr, &hush);
  napi_create_function(env, "speak", NAPI_AUTO_LENGTH, Speak, nullptr, &speak);
  napi_set_named_property(env, exports, "hush", hush);
  napi_set_named_property(env, exports, "speak", speak);
  return exports;
}

NAPI_MODULE(quiet, Init)
