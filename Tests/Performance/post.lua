-- wrk: each request carries the next line of BODIES as JSON; the threads share the file by turns.
-- Environment: BODIES (a file of lines), TOKEN, THREADS, and WATCH to look into every answer.
-- Prints one line of JSON at the end.
--
-- Requests are written out before the clock runs, and answers are looked at only where asked: what
-- the tool computes it takes from the same two cores.
local number = 0
local threads = {}

function setup(thread)
  thread:set("id", number)
  number = number + 1
  table.insert(threads, thread)
end

function init(arguments)
  requests, place = {}, 0
  created, refused, busy, other = 0, 0, 0, 0
  local line_number, count = 0, tonumber(os.getenv("THREADS"))
  local headers = {
    ["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer " .. os.getenv("TOKEN"),
  }
  for line in io.lines(os.getenv("BODIES")) do
    if line_number % count == id then
      table.insert(requests, wrk.format("POST", wrk.path, headers, line))
    end
    line_number = line_number + 1
  end
end

function request()
  place = place % #requests + 1
  return requests[place]
end

local function watch(status, response_headers, body)
  if status == 201 then created = created + 1
  elseif status == 200 then refused = refused + 1
  elseif status == 503 then
    busy = busy + 1
    if response_headers["Retry-After"] == nil then other = other + 1 end
  else other = other + 1 end
end

if os.getenv("WATCH") then response = watch end

function done(summary, latency, requests)
  local sums = { created = 0, refused = 0, busy = 0, other = 0 }
  for _, thread in ipairs(threads) do
    for name in pairs(sums) do sums[name] = sums[name] + (thread:get(name) or 0) end
  end
  io.write(string.format(
    '\n{"requests":%d,"seconds":%.3f,"p50ms":%.2f,"p99ms":%.2f,"created":%d,"ok":%d,"busy":%d,"other":%d,"bad":%d,"errors":%d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000,
    latency:percentile(99) / 1000, sums.created, sums.refused, sums.busy, sums.other,
    summary.errors.status,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout))
end
