#!/usr/bin/python3
"""Shortpath's hook for KubeVirt's sidecar-shim: onDefineDomain --vmi JSON --domain XML; prints the domain.

Two annotations of the VMI say what changes: the disks with these aliases get io="io_uring", the virtio-scsi controllers
get as many queues. All else of the domain is printed byte for byte as it came, and so is all of it where anything is
odd: a hook that fails would keep the VM from starting. docs/io-uring.md
"""

import json
import os
import re
import sys

DISKS = "plugin.shortpath.dev/io-uring-disks"
QUEUES = "plugin.shortpath.dev/scsi-queues"
MOST_QUEUES = 1022


class Element:
    """A disk or controller: where its tag and its driver's lie, and what it is."""

    def __init__(self, kind, attributes, start):
        self.kind = kind
        self.attributes = attributes
        self.start = start
        self.driver = None
        self.alias = None


def elements(domain):
    """The disks and controllers of /domain/devices, in order; positions are bytes."""
    import xml.parsers.expat

    found, path = [], []
    parser = xml.parsers.expat.ParserCreate()

    def entity(name, *_):
        raise ValueError("an entity of its own, %s: what comes of it stands elsewhere" % name)

    def start(name, attributes):
        if path == ["domain", "devices"] and name in ("disk", "controller"):
            found.append(Element(name, attributes, parser.CurrentByteIndex))
        elif path[:2] == ["domain", "devices"] and len(path) == 3 and path[2] in ("disk", "controller"):
            if name == "driver":
                found[-1].driver = parser.CurrentByteIndex
            elif name == "alias":
                found[-1].alias = attributes.get("name")
        path.append(name)

    parser.EntityDeclHandler = entity
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: path.pop()
    parser.Parse(domain, True)
    return found


def end_of_tag(domain, start):
    """Where the start tag at `start` ends, before its `>` or `/>`."""
    quote = None
    for position in range(start, len(domain)):
        byte = domain[position : position + 1]
        if quote:
            quote = None if byte == quote else quote
        elif byte in (b'"', b"'"):
            quote = byte
        elif byte == b">":
            return position - 1 if domain[position - 1 : position] == b"/" else position
    raise ValueError("a tag without an end")


def with_attribute(domain, start, name, value):
    """The start tag at `start` with another value of an attribute: (start, end, new tag)."""
    end = end_of_tag(domain, start)
    tag = domain[start:end]
    attribute = b' %s="%s"' % (name, value)
    # One attribute after another, so that none is found inside another's value.
    for there in re.finditer(rb"\s+([^\s=]+)\s*=\s*(\"[^\"]*\"|'[^']*')", tag):
        if there.group(1) == name:
            return start, end, tag[: there.start()] + attribute + tag[there.end() :]
    return start, end, tag.rstrip() + attribute + tag[len(tag.rstrip()) :]


def edits(domain, annotations):
    """What changes, as (start, end, bytes)."""
    aliases = set(annotations.get(DISKS, "").split(" ")) - {""}
    queues = annotations.get(QUEUES, "")
    if not re.fullmatch("[1-9][0-9]{0,3}", queues, re.ASCII) or int(queues) > MOST_QUEUES:
        queues = ""
    for element in elements(domain):
        if element.kind == "disk":
            # A disk that KubeVirt made otherwise (cdrom, lun, no driver) is left as it is.
            if element.attributes.get("device") == "disk" and element.alias in aliases and element.driver:
                yield with_attribute(domain, element.driver, b"io", b"io_uring")
        elif queues and virtio_scsi(element.attributes):
            if element.driver:
                yield with_attribute(domain, element.driver, b"queues", queues.encode())
            else:
                yield driver_added(domain, element.start, queues.encode())


def virtio_scsi(attributes):
    return attributes.get("type") == "scsi" and attributes.get("model", "").startswith("virtio")


def driver_added(domain, start, queues):
    """The controller's tag with a driver inside."""
    end = end_of_tag(domain, start)
    driver = b'<driver queues="%s"></driver>' % queues
    if domain[end : end + 1] == b"/":
        return start, end + 2, domain[start:end].rstrip() + b">" + driver + b"</controller>"
    return start, end + 1, domain[start : end + 1] + driver


def hooked(vmi, domain):
    annotations = json.loads(vmi).get("metadata", {}).get("annotations") or {}
    done, position = [], 0
    for start, end, replacement in edits(domain, annotations):
        done += [domain[position:start], replacement]
        position = end
    return b"".join(done + [domain[position:]])


def main(arguments):
    given = dict(zip(arguments[0::2], arguments[1::2]))
    domain = os.fsencode(given.get("--domain", ""))
    try:
        changed = hooked(given.get("--vmi", ""), domain)
    except Exception as problem:  # Whatever it is, the VM starts as KubeVirt made it.
        print("shortpath: the domain is left as it is: %r" % problem, file=sys.stderr)
        changed = domain
    sys.stdout.buffer.write(changed)


if __name__ == "__main__":
    main(sys.argv[1:])
