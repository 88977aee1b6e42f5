-- A StorageNode is what the probe on a node saw. A node without an IOMMU is no fault of the StorageNode, and a probe that
-- has fallen silent cannot be seen here: a script runs when its object changes.
if obj.metadata.deletionTimestamp ~= nil then
  return {status = "Progressing", message = "It is being deleted."}
end

local status = obj.status or {}
if status.observedAt == nil then
  return {status = "Progressing", message = "The node's probe has not looked yet."}
end

local seen = {}
if status.iommu ~= nil and status.iommu.enabled ~= nil then
  table.insert(seen, "IOMMU " .. (status.iommu.enabled and (status.iommu.mode or "on") or "off"))
end
if status.ioUring ~= nil and status.ioUring.state ~= nil then
  table.insert(seen, "io_uring " .. status.ioUring.state)
end
if status.totals ~= nil and status.totals.nvmeFunctions ~= nil then
  table.insert(seen, (status.totals.nvmeReady or 0) .. " of " .. status.totals.nvmeFunctions .. " NVMe functions ready")
end
return {status = "Healthy", message = "Seen at " .. status.observedAt .. ": " .. table.concat(seen, ", ")}
