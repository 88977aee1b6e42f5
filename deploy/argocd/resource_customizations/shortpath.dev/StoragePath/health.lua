-- A StoragePath is a report under its VM. Argo CD shows it in the VM's tree; it is not in Git, so it counts for no
-- Application and holds back no wave. The colour is for whoever looks at the tree.
if obj.metadata.deletionTimestamp ~= nil then
  return {status = "Progressing", message = "It is being deleted."}
end

local path = obj.status or {}
if path.compliance == nil then
  return {status = "Progressing", message = "Shortpath has not decided on this VM yet."}
end

local colour = {
  Compliant = "Healthy",
  NonCompliant = "Degraded",
  OutOfDate = "Suspended", -- it waits for the VM's stop or start, which somebody else decides
  NotApplicable = "Healthy",
  Unknown = "Progressing", -- a fact is still to come; Argo CD's own Unknown would be worse than Degraded
}
-- Nothing more will come of these three, and the colour of waiting would be a promise.
local health = {AuditOnly = "Healthy", ProfileNotFound = "Degraded", NamespaceNotAllowed = "Degraded"}

local message = path.reason or path.compliance
if path.message ~= nil then
  message = message .. ": " .. path.message
end
return {status = health[path.reason] or colour[path.compliance] or "Unknown", message = message}
