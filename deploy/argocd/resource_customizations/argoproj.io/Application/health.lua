-- For an Application that holds Applications: since 1.8 Argo CD takes one for healthy as soon as it is there, so that no
-- wave of an outer Application would wait for what an inner one installs.
local health = (obj.status or {}).health or {}
return {status = health.status or "Progressing", message = health.message or ""}
