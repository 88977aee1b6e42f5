package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.facts.Cluster;
import dev.shortpath.facts.Moment;
import dev.shortpath.facts.Situation;
import dev.shortpath.kubevirt.FileWorld;
import dev.shortpath.kubevirt.Situations;
import dev.shortpath.kubevirt.World;
import dev.shortpath.plan.Plan;
import dev.shortpath.plan.Planner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * How long it takes to plan all VMs of one profile, one after the other: the planner alone, and with the reading of each VM
 * from its manifest before it, which is what the loop does. One thread, and a collector without threads of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(
        value = 1,
        jvmArgs = {"-XX:+UseSerialGC", "-Xmx1500m", "--sun-misc-unsafe-memory-access=allow"})
public class PlannerBench {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROFILE = "measured";

    @Param("10000")
    public int vms;

    @Param("500")
    public int nodes;

    @Param("48")
    public int drives;

    /** `disks`: a database's; `drive`: beside them a whole drive by passthrough, so that every node's drives are counted. */
    @Param({"disks", "drive"})
    public String profile;

    private final List<JsonNode> manifests = new ArrayList<>();
    private final List<Situation> situations = new ArrayList<>();
    private World world;

    @Setup
    public void make() throws IOException {
        List<ObjectNode> objects = new ArrayList<>();
        objects.add((ObjectNode) JSON.readTree(profile.equals("disks") ? """
                {"apiVersion":"shortpath.dev/v1alpha1","kind":"StorageProfile",
                 "metadata":{"name":"measured","generation":1},"spec":{"workload":"Database"}}""" : """
                {"apiVersion":"shortpath.dev/v1alpha1","kind":"StorageProfile",
                 "metadata":{"name":"measured","generation":1},"spec":{"workload":"Database","allowedNamespaces":{},
                 "passthrough":[{"name":"nvme0","resourceName":"shortpath.dev/nvme"}],
                 "placement":{"iommu":"Required","iommuMode":"Preferred","ioUring":"Preferred"}}}"""));
        objects.add((ObjectNode) JSON.readTree("""
                {"apiVersion":"v1","kind":"Namespace","metadata":{"name":"shop"}}"""));
        objects.add((ObjectNode) JSON.readTree("""
                {"apiVersion":"kubevirt.io/v1","kind":"KubeVirt","metadata":{"name":"kubevirt","namespace":"kubevirt"},
                 "spec":{"configuration":{"developerConfiguration":{"featureGates":["HostDevices"]},
                 "permittedHostDevices":{"pciHostDevices":[{"pciVendorSelector":"144d:a80a",
                 "resourceName":"shortpath.dev/nvme"}]}}},"status":{"phase":"Deployed"}}"""));
        for (int i = 0; i < nodes; i++) {
            node(objects, i);
        }
        world = FileWorld.of(objects);
        for (int i = 0; i < vms; i++) {
            ObjectNode vm = Fleet.shape("shop", PROFILE, i);
            vm.withObject("/metadata").put("uid", "vm-" + i).put("generation", 1);
            manifests.add(vm);
            situations.add(read(vm));
        }
    }

    private void node(List<ObjectNode> objects, int index) throws IOException {
        String name = "node-" + index;
        ObjectNode node = (ObjectNode) JSON.readTree("""
                {"apiVersion":"v1","kind":"Node","metadata":{"labels":{"kubevirt.io/schedulable":"true",
                 "kubernetes.io/arch":"amd64","shortpath.dev/iommu":"ready","shortpath.dev/iommu-mode":"passthrough",
                 "shortpath.dev/io-uring":"allowed","shortpath.dev/vfio":"ready","shortpath.dev/nvme-ready":"24",
                 "shortpath.dev/nvme-ready-numa-max":"12"}},"status":{"allocatable":{"shortpath.dev/nvme":"24"}}}""");
        node.withObject("/metadata").put("name", name);
        objects.add(node);
        ObjectNode report = JSON.createObjectNode()
                .put("apiVersion", "shortpath.dev/v1alpha1")
                .put("kind", "StorageNode");
        report.putObject("metadata").put("name", name);
        report.set("status", Machines.status(index, drives));
        objects.add(report);
    }

    private Situation read(JsonNode vm) {
        return Situations.of(world, vm, Moment.LOOP, Cluster.Deliveries.SHIPPED);
    }

    @Benchmark
    public void plan(Blackhole hole) {
        for (Situation facts : situations) {
            hole.consume(Planner.plan(facts));
        }
    }

    @Benchmark
    public void readAndPlan(Blackhole hole) {
        for (JsonNode vm : manifests) {
            Plan plan = Planner.plan(read(vm));
            hole.consume(plan);
        }
    }
}
