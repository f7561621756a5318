-- Mixed searches of the catalogue, each request another, the same ones in each run.
local needs = {"SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "PD", "ASD"}
local provisions = {"day", "weekly", "termly", "full_year"}
local words = {"school", "farm", "alder", "house", "oak", "collge", "thistle"}

function init(arguments)
  math.randomseed(1)
end

local function sometimes() return math.random(3) == 1 end

function request()
  local path = "/v1/schools?limit=20"
  if sometimes() then path = path .. "&need=" .. needs[math.random(#needs)] end
  if sometimes() then path = path .. "&provision=" .. provisions[math.random(#provisions)] end
  if sometimes() then path = path .. "&age=" .. math.random(4, 18) end
  if sometimes() then path = path .. "&price_to=" .. math.random(40000, 140000) end
  if sometimes() then path = path .. "&section41=true" end
  if math.random(6) == 1 then path = path .. "&text=" .. words[math.random(#words)] end
  if sometimes() then
    path = path .. "&near=" .. math.random(400000, 550000) .. "," .. math.random(120000, 450000) ..
      "&within=" .. math.random(10, 60) .. "&sort=distance"
  elseif sometimes() then
    path = path .. "&sort=price"
  end
  return wrk.format("GET", path)
end

local refused = 0
function response(status)
  if status ~= 200 then refused = refused + 1 end
end

function done(summary, latency)
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration,
    summary.bytes, latency:percentile(99),
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout))
end
