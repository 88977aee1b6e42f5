package dev.shortpath.laws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** VMs, profiles and what lies around them, as manifests, with the values that people write in any combination. */
public final class Generated {
    static final ObjectMapper JSON = new ObjectMapper();

    private Generated() {}

    /** A VM in namespace shop, named orders, bound by label to profile p. */
    public static Arbitrary<ObjectNode> vm() {
        Arbitrary<List<ObjectNode>> disks = disk().list().ofMinSize(0).ofMaxSize(6);
        Arbitrary<ObjectNode> domain = Combinators.combine(
                        maybe("shared", "auto", "supplementalPool"),
                        maybe("true", "false"),
                        Arbitraries.of(0, 1, 4, 16),
                        maybe("true"))
                .as(Generated::domain);
        Arbitrary<String> preference = maybe("virtio", "sata", "tuned");
        Arbitrary<String> architecture = maybe("amd64", "arm64");
        Arbitrary<String> devices = Arbitraries.of(
                        "[{'name':'nvme0','deviceName':'shortpath.dev/nvme'}]",
                        "[{'deviceName':'example.com/gpu','name':'nvme0'},{'name':'x','deviceName':'shortpath.dev/nvme'}]",
                        "[]")
                .injectNull(0.8);
        return Combinators.combine(disks, domain, preference, architecture, devices)
                .as((d, machine, p, a, hostDevices) -> {
                    ObjectNode vm = vm(d, machine, p, a);
                    if (hostDevices != null) {
                        ((ObjectNode) vm.at("/spec/template/spec/domain/devices"))
                                .set("hostDevices", parse(hostDevices.replace('\'', '"')));
                    }
                    return vm;
                });
    }

    /** A profile named p; every word that the schema allows, and what a rule may not combine left out. */
    public static Arbitrary<ObjectNode> profile() {
        Arbitrary<List<ObjectNode>> rules = rule().list().ofMaxSize(3);
        Arbitrary<ObjectNode> head = Combinators.combine(
                        Arbitraries.of("General", "Database", "Messaging", "CephOSD", "ManyDisks", "LatencyCritical"),
                        maybe("Yield", "Enforce"),
                        maybe("Always", "Never", "auto", "Keep"),
                        maybe("shared", "auto", "supplementalPool", "Keep"),
                        Arbitraries.of(0, 1, 3),
                        maybe("Auto", "Keep"))
                .as(Generated::head);
        Arbitrary<String> drives = maybe(
                "[{'name':'nvme0','resourceName':'shortpath.dev/nvme'}]",
                "[{'name':'nvme0','resourceName':'shortpath.dev/nvme','count':2}]",
                "[{'name':'nvme0','resourceName':'shortpath.dev/nvme'},{'name':'vf','resourceName':'shortpath.dev/nvme',"
                        + "'function':'Virtual'}]",
                "[{'name':'nvme0','resourceName':'example.com/scarce'}]");
        return Combinators.combine(head, rules, drives).as((spec, list, passthrough) -> {
            if (passthrough != null) {
                spec.set("passthrough", parse(passthrough.replace('\'', '"')));
                spec.set("allowedNamespaces", JSON.createObjectNode());
            }
            ArrayNode disks = spec.withArrayProperty("disks");
            for (int i = 0; i < list.size(); i++) {
                disks.add(list.get(i).put("name", "rule" + i));
            }
            if (list.isEmpty()) {
                spec.remove("disks");
            }
            ObjectNode profile = object("apiVersion", "shortpath.dev/v1alpha1");
            profile.put("kind", "StorageProfile");
            profile.set("metadata", object("name", "p"));
            profile.set("spec", spec);
            return profile;
        });
    }

    private static Arbitrary<ObjectNode> rule() {
        Arbitrary<ObjectNode> tuned = Combinators.combine(
                        maybe("virtio", "scsi", "sata", "usb", "auto", "Keep"),
                        maybe("io_uring", "native", "threads", "auto", "Keep"),
                        maybe("none", "writethrough", "writeback", "auto", "Keep"),
                        maybe("dedicated", "shared", "auto", "Keep"),
                        maybe("match", "b512", "b4096", "Keep"),
                        maybe("stop", "report", "Keep"))
                .as((bus, io, cache, thread, size, policy) -> {
                    ObjectNode rule = JSON.createObjectNode();
                    put(rule, "bus", bus);
                    put(rule, "io", io);
                    put(rule, "cache", "native".equals(io) ? "none" : cache);
                    put(rule, "ioThread", thread);
                    put(rule, "blockSize", size);
                    put(rule, "errorPolicy", policy);
                    return rule;
                });
        Arbitrary<String> glob = maybe("*", "disk0", "disk?", "disk[1]");
        Arbitrary<ObjectNode> volume = Combinators.combine(
                        maybe("raw", "qcow2", "Keep"),
                        maybe("Block", "Filesystem", "auto", "Keep"),
                        maybe("Always", "Never", "auto", "Keep"),
                        maybe("fast", "slow", "absent"))
                .as((format, mode, preallocation, storageClass) -> {
                    ObjectNode v = JSON.createObjectNode();
                    put(v, "format", format);
                    put(v, "volumeMode", mode);
                    put(v, "preallocation", preallocation);
                    put(v, "storageClassName", storageClass);
                    return v;
                });
        return Combinators.combine(tuned, glob, volume).as((rule, name, v) -> {
            if (name != null) {
                rule.withObjectProperty("match").withArrayProperty("names").add(name);
            }
            if (!v.isEmpty()) {
                rule.set("volume", v);
            }
            return rule;
        });
    }

    /** A disk and its volume, in one object with members `disk`, `volume` and, sometimes, `template`. */
    private static Arbitrary<ObjectNode> disk() {
        Arbitrary<ObjectNode> entry = Combinators.combine(
                        Arbitraries.frequency(Tuple.of(8, "disk"), Tuple.of(1, "cdrom"), Tuple.of(1, "lun")),
                        maybe("virtio", "scsi", "sata", "usb"),
                        maybe("native", "threads"),
                        maybe("none", "writethrough", "writeback"),
                        maybe("true", "false"),
                        maybe("stop", "report"),
                        maybe("true"),
                        maybe(
                                "{\"matchVolume\":{\"enabled\":true}}",
                                "{\"custom\":{\"logical\":512,\"physical\":4096}}"))
                .as(Generated::entry);
        return Combinators.combine(entry, volume()).as((e, v) -> {
            v.set("disk", e);
            return v;
        });
    }

    private static Arbitrary<ObjectNode> volume() {
        return Arbitraries.of(
                        "{'volume':{'persistentVolumeClaim':{'claimName':'block'}}}",
                        "{'volume':{'persistentVolumeClaim':{'claimName':'file'}}}",
                        "{'volume':{'persistentVolumeClaim':{'claimName':'full'}}}",
                        "{'volume':{'persistentVolumeClaim':{'claimName':'absent'}}}",
                        "{'volume':{'persistentVolumeClaim':{'claimName':'block','hotpluggable':true}}}",
                        "{'volume':{'dataVolume':{'name':'@'}},'template':{'source':{'blank':{}},'storage':{}}}",
                        "{'volume':{'dataVolume':{'name':'@'}},'template':{'source':{'blank':{}},"
                                + "'storage':{'storageClassName':'fast'}}}",
                        "{'volume':{'dataVolume':{'name':'@'}},'template':{'source':{'http':{'url':'x'}},"
                                + "'pvc':{'volumeMode':'Block'}}}",
                        "{'volume':{'containerDisk':{'image':'x'}}}",
                        "{'volume':{'emptyDisk':{'capacity':'1Gi'}}}",
                        "{'volume':{'cloudInitNoCloud':{'userData':'x'}}}",
                        "{'volume':{'hostDisk':{'path':'/x','type':'Disk'}}}")
                .map(s -> (ObjectNode) parse(s.replace('\'', '"')));
    }

    private static ObjectNode entry(
            String kind,
            String bus,
            String io,
            String cache,
            String thread,
            String policy,
            String shareable,
            String blockSize) {
        ObjectNode disk = JSON.createObjectNode();
        put(disk.withObjectProperty(kind), "bus", bus);
        if (kind.equals("disk")) {
            put(disk, "io", io);
            put(disk, "cache", cache);
            put(disk, "errorPolicy", policy);
            bool(disk, "dedicatedIOThread", thread);
            bool(disk, "shareable", shareable);
            if (blockSize != null) {
                disk.set("blockSize", parse(blockSize));
            }
        }
        return disk;
    }

    private static ObjectNode domain(String policy, String queues, int vcpus, String dedicated) {
        ObjectNode domain = JSON.createObjectNode();
        put(domain, "ioThreadsPolicy", policy);
        if ("supplementalPool".equals(policy)) {
            domain.withObjectProperty("ioThreads").put("supplementalPoolThreadCount", 2);
        }
        bool(domain.withObjectProperty("devices"), "blockMultiQueue", queues);
        if (vcpus > 0) {
            domain.withObjectProperty("cpu").put("cores", vcpus);
        }
        if (dedicated != null) {
            domain.withObjectProperty("cpu").put("dedicatedCpuPlacement", true);
        }
        return domain;
    }

    private static ObjectNode vm(List<ObjectNode> disks, ObjectNode domain, String preference, String architecture) {
        ObjectNode template = JSON.createObjectNode();
        put(template, "architecture", architecture);
        template.set("domain", domain.deepCopy());
        ObjectNode devices = template.withObjectProperty("domain").withObjectProperty("devices");
        ObjectNode spec = object("runStrategy", "Halted");
        for (int i = 0; i < disks.size(); i++) {
            ObjectNode from = disks.get(i);
            String name = "disk" + i;
            devices.withArrayProperty("disks").add(object("name", name).setAll((ObjectNode)
                    from.get("disk").deepCopy()));
            ObjectNode volume =
                    object("name", name).setAll((ObjectNode) from.get("volume").deepCopy());
            if (from.has("template")) {
                volume.withObjectProperty("dataVolume").put("name", "orders-" + name);
                ObjectNode made = object("x", "y");
                made.remove("x");
                made.set("metadata", object("name", "orders-" + name));
                made.set("spec", from.get("template").deepCopy());
                spec.withArrayProperty("dataVolumeTemplates").add(made);
            }
            template.withArrayProperty("volumes").add(volume);
        }
        if (preference != null) {
            spec.set("preference", object("name", preference));
        }
        spec.withObjectProperty("template").set("spec", template);
        ObjectNode vm = object("apiVersion", "kubevirt.io/v1");
        vm.put("kind", "VirtualMachine");
        ObjectNode metadata = object("name", "orders").put("namespace", "shop");
        metadata.set("labels", object("shortpath.dev/profile", "p"));
        vm.set("metadata", metadata);
        vm.set("spec", spec);
        return vm;
    }

    private static ObjectNode head(
            String workload, String onUserValue, String queues, String policy, int count, String eviction) {
        ObjectNode spec = object("workload", workload);
        put(spec, "onUserValue", onUserValue);
        put(spec, "multiQueue", queues);
        put(spec, "eviction", eviction);
        if (policy != null || count > 0) {
            ObjectNode threads = spec.withObjectProperty("ioThreads");
            put(threads, "policy", policy);
            if (count > 0 && (policy == null || policy.equals("supplementalPool"))) {
                threads.put("count", count);
            }
        }
        return spec;
    }

    /** What every generated VM finds around it. */
    public static List<JsonNode> surroundings() {
        List<JsonNode> all = new ArrayList<>();
        for (String s : List.of(
                "{'kind':'Namespace','apiVersion':'v1','metadata':{'name':'shop'}}",
                claim("block", "Block", "{}"),
                claim("file", "Filesystem", "{}"),
                claim("full", "Filesystem", "{'cdi.kubevirt.io/storage.preallocation':'true'}"),
                "{'kind':'StorageClass','apiVersion':'storage.k8s.io/v1','provisioner':'x','metadata':{'name':'fast'}}",
                "{'kind':'StorageClass','apiVersion':'storage.k8s.io/v1','provisioner':'x','metadata':{'name':'slow'}}",
                "{'kind':'StorageProfile','apiVersion':'cdi.kubevirt.io/v1beta1','metadata':{'name':'fast'},'status':{"
                        + "'claimPropertySets':[{'accessModes':['ReadWriteOnce'],'volumeMode':'Block'}]}}",
                "{'kind':'StorageProfile','apiVersion':'cdi.kubevirt.io/v1beta1','metadata':{'name':'slow'},'status':{"
                        + "'claimPropertySets':[{'accessModes':['ReadWriteOnce'],'volumeMode':'Filesystem'}]}}",
                "{'kind':'KubeVirt','apiVersion':'kubevirt.io/v1','metadata':{'name':'kubevirt','namespace':'kubevirt'},'spec':{"
                        + "'configuration':{'developerConfiguration':{'featureGates':['HostDevices']},'permittedHostDevices':{"
                        + "'pciHostDevices':[{'pciVendorSelector':'144d:a80a','resourceName':'shortpath.dev/nvme'},"
                        + "{'pciVendorSelector':'1b36:0010','resourceName':'example.com/scarce'}]}}},"
                        + "'status':{'phase':'Deployed'}}",
                "{'kind':'Node','apiVersion':'v1','metadata':{'name':'able','labels':{'shortpath.dev/iommu':'ready',"
                        + "'shortpath.dev/nvme-ready-numa-max':'2'}},'status':{'allocatable':{'shortpath.dev/nvme':'2'}}}",
                "{'kind':'StorageNode','apiVersion':'shortpath.dev/v1alpha1','metadata':{'name':'able'},'status':{'nvme':["
                        + drive("0000:81:00.0") + "," + drive("0000:82:00.0") + "]}}",
                preference("virtio", "'preferredDiskBus':'virtio'"),
                preference("sata", "'preferredDiskBus':'sata'"),
                preference("tuned", "'preferredDiskIO':'threads','preferredDiskDedicatedIoThread':true"))) {
            all.add(parse(s.replace('\'', '"')));
        }
        return all;
    }

    private static String drive(String address) {
        return "{'address':'" + address + "','vendorDevice':'144d:a80a','numaNode':1,'isolated':true,'viable':true,"
                + "'driver':'vfio-pci','ready':true}";
    }

    private static String claim(String name, String mode, String annotations) {
        return "{'kind':'PersistentVolumeClaim','apiVersion':'v1','metadata':{'name':'" + name
                + "','namespace':'shop','annotations':" + annotations + "},'spec':{'volumeMode':'" + mode
                + "','accessModes':['ReadWriteOnce'],'storageClassName':'fast'}}";
    }

    private static String preference(String name, String devices) {
        return "{'kind':'VirtualMachineClusterPreference','apiVersion':'instancetype.kubevirt.io/v1beta1','metadata':{'name':'"
                + name + "'},'spec':{'devices':{" + devices + "}}}";
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    static ObjectNode object(String key, String value) {
        return JSON.createObjectNode().put(key, value);
    }

    private static Arbitrary<String> maybe(String... words) {
        return Arbitraries.of(words).injectNull(0.5);
    }

    private static void put(ObjectNode object, String key, String value) {
        if (value != null) {
            object.put(key, value);
        }
    }

    private static void bool(ObjectNode object, String key, String value) {
        if (value != null) {
            object.put(key, Boolean.parseBoolean(value));
        }
    }
}
