-- One package's life at Baidu, or at whoever $BWP_ENDPOINT is: bought, waited for, listed, deleted, and refused.
local bwp = require "bwp"

-- A token nobody else has: 128 random bits.
local function new_token()
  local random = assert(io.open("/dev/urandom", "rb"))
  local bytes = random:read(16)
  random:close()
  return (bytes:gsub(".", function(byte)
    return ("%02x"):format(byte:byte())
  end))
end

-- Asks until the answer is clear; the same token is the same purchase.
local function buy(client, request)
  request.client_token = new_token() -- store it where a crash does not reach it, then call
  for asks = 1, 3 do
    local result, problem = client:create(request)
    if result then
      return result.packages[1].id
    end
    if problem.outcome == "not_done" then
      error(problem)
    end
    print("unknown: " .. problem.message)
    if not problem.retry_is_safe or asks == 3 then
      error(problem)
    end
  end
end

local function live(client)
  local id = buy(client, {
    name = "life", bandwidth_mbps = 20, area_a = "china", area_b = "asia-pacific", billing = "postpaid",
  })
  print("bought " .. id)
  local seen = assert(client:wait(id, { ["until"] = "ready" })).packages[1]
  print(("%s: %d Mbit/s, %s to %s"):format(seen.state, seen.bandwidth_mbps, seen.area_a, seen.area_b))
  for _, each in ipairs(assert(client:list { name = "life" }).packages) do
    print("listed " .. each.id)
  end
  assert(client:delete(id))
  print("deleted " .. id)
  local _, refused = client:delete(id)
  print(("not done: %s [%s]"):format(refused.message, refused.status))
end

-- one attempt for each call, so that a lost answer is seen here; otherwise libbwp asks again by itself
local client, sentence = bwp.new { provider = "baidu", endpoint = os.getenv "BWP_ENDPOINT", max_attempts = 1 }
if not client then
  io.stderr:write("no client: ", sentence, "\n")
  os.exit(1)
end
local ok, problem = pcall(live, client)
client:close()
if not ok and type(problem) == "table" and problem.outcome == "unknown" then
  io.stderr:write("perhaps bought, with client_token ", problem.client_token, "\n")
  os.exit(2)
elseif not ok then
  io.stderr:write("not done: ", tostring(problem), "\n")
  os.exit(1)
end
