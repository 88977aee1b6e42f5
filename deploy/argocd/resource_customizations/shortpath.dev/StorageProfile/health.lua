-- A StorageProfile is as healthy as Shortpath's answer to it. How its VMs stand is said and not judged: a VM that waits for
-- its next start, or cannot have its path, must not hold back what Git says next.
-- Argo CD gives a script of argocd-cm neither string nor io.
if obj.metadata.deletionTimestamp ~= nil then
  return {status = "Progressing", message = "It is being deleted."}
end

local status = obj.status or {}
local is = {}
for _, condition in ipairs(status.conditions or {}) do
  is[condition.type] = condition
end

if is.Accepted == nil or is.Ready == nil or status.observedGeneration ~= obj.metadata.generation then
  return {status = "Progressing", message = "Shortpath has not looked at this version yet."}
end
if is.Accepted.status == "False" and is.Accepted.reason ~= "Pending" then
  return {status = "Degraded", message = is.Accepted.reason .. ": " .. is.Accepted.message}
end
if is.Ready.status ~= "True" then
  return {status = "Progressing", message = is.Ready.message}
end
-- A rollout goes on only when the profile is edited: without a person nothing comes of it.
if status.rollout ~= nil and status.rollout.stoppedAt ~= nil then
  return {status = "Degraded", message = status.rollout.message or ("The rollout stopped at " .. status.rollout.stoppedAt .. ".")}
end

local message = is.Ready.message
local vms = status.virtualMachines
if is.Compliant ~= nil and is.Compliant.status ~= "True" and vms ~= nil then
  message = (vms.compliant or 0) .. " of " .. (vms.matched or 0) .. " VMs comply. " .. is.Compliant.message
end
local paused = (obj.metadata.annotations or {})["shortpath.dev/paused"]
if paused ~= nil and paused ~= "false" then
  message = "Paused: nothing is written and nothing restarted. " .. message
end
return {status = "Healthy", message = message}
