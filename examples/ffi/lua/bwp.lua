-- libbwp from LuaJIT, with its ffi and lua-cjson: copy this file.
--
--     local client = assert(bwp.new{provider = "baidu"})
--     local result, problem = client:create{name = "bj-hk", bandwidth_mbps = 20, area_a = "china", ...}
--
-- A method for each operation of bwp_call_json(), with the fields that bwp.h lists.  Each returns the result once it is
-- done; otherwise nil and the result, whose outcome is "not_done" (it did not happen: it never left this machine, or the
-- provider refused it) or "unknown" (it may have happened, and may be billed: ask again with its client_token if its
-- retry_is_safe).  tostring(problem) is its message, so assert() reads well.
local ffi = require "ffi"
local json = require "cjson"

ffi.cdef [[
  typedef struct bwp_client bwp_client;
  bwp_client *bwp_client_new_json(const char *config, char *errbuf);
  void bwp_client_free(bwp_client *client);
  char *bwp_call_json(bwp_client *client, const char *operation, const char *arguments);
  void bwp_free(void *text);
]]
local lib = ffi.load(os.getenv "LIBBWP" or "libbwp.so.1")

local Client, Problem = {}, {}
Client.__index = Client
Problem.__index = Problem

function Problem:__tostring()
  return self.message
end

function Client:call(operation, arguments)
  local text = lib.bwp_call_json(self.handle, operation, json.encode(arguments or {}))
  local result = json.decode(ffi.string(text))
  lib.bwp_free(text)
  if result.outcome == "done" then
    return result
  end
  return nil, setmetatable(result, Problem)
end

for _, operation in ipairs { "create", "preview", "find", "list", "whoami" } do
  Client[operation] = function(self, fields)
    return self:call(operation, fields)
  end
end

-- until is a word of Lua: client:wait(id, {["until"] = "ready"})
for _, operation in ipairs {
  "get", "wait", "update", "resize", "bind", "unbind", "set_tags", "remove_tags", "delete",
} do
  Client[operation] = function(self, id, fields)
    local arguments = { id = id }
    for key, value in pairs(fields or {}) do
      arguments[key] = value
    end
    return self:call(operation, arguments)
  end
end

-- Not needed, for the collector does it as well; a call made afterwards is not done.
function Client:close()
  lib.bwp_client_free(ffi.gc(self.handle, nil))
  self.handle = nil
end

local bwp = {}

-- nil and a sentence where there can be no client
function bwp.new(config)
  local problem = ffi.new "char[256]"
  local handle = lib.bwp_client_new_json(json.encode(config), problem)
  if handle == nil then
    return nil, ffi.string(problem)
  end
  return setmetatable({ handle = ffi.gc(handle, lib.bwp_client_free) }, Client)
end

return bwp
