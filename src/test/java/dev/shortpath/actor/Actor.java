package dev.shortpath.actor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Plays KubeVirt and CDI on an API server until it is closed. Whatever happens to an object is a cue for those who act on it;
 * cues are taken one by one, and each visit looks at what is there now.
 *
 * <p>Run as a program with the path of a kubeconfig; its CRDs must be there. With {@code --restarts} it opens a
 * {@link RestartDoor} too, and the kubeconfig must lie in the test cluster's folder. Every line that it says begins with
 * "KubeVirt (played): ".
 */
public final class Actor implements AutoCloseable {
    private final KubernetesClient controller;
    private final Stage stage;
    private final ScheduledExecutorService cues = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("kubevirt-played").daemon().factory());
    private final Set<Cue> waiting = ConcurrentHashMap.newKeySet();
    private final MachineRole machines;
    private final InstanceRole instances;
    private final MigrationRole migrations;
    private final StorageRole storage;
    private final Consumer<String> voice;

    private record Cue(Kind kind, String namespace, String name) {}

    /** Begins to play. @param voice takes each line that it says */
    public Actor(KubernetesClient client, Consumer<String> voice) {
        this.voice = line -> voice.accept("KubeVirt (played): " + line);
        controller = asController(client);
        stage = new Stage(controller);
        machines = new MachineRole(stage, this.voice);
        instances = new InstanceRole(stage, this.voice);
        migrations = new MigrationRole(stage, this.voice);
        storage = new StorageRole(stage, this.voice);
        stage.watch(Kind.CLAIM, o -> cue(o, Kind.CLAIM, Kind.DATA_VOLUME));
        stage.watch(Kind.VOLUME, o -> cue(o, Kind.VOLUME));
        stage.watch(Kind.DATA_VOLUME, o -> cue(o, Kind.DATA_VOLUME, Kind.VM));
        stage.watch(Kind.CDI_PROFILE, o -> cue(o, Kind.CDI_PROFILE));
        stage.watch(Kind.KUBEVIRT, o -> cue(o, Kind.KUBEVIRT));
        stage.watch(Kind.POD, o -> cue(o, Kind.VMI, Kind.MIGRATION));
        stage.watch(Kind.MIGRATION, o -> cue(o, Kind.MIGRATION));
        stage.watch(Kind.VMI, o -> cue(o, Kind.VMI, Kind.VM));
        stage.watch(Kind.VM, o -> cue(o, Kind.VM));
    }

    /** Admission sees KubeVirt's account at work; its rights are taken as given. */
    private static KubernetesClient asController(KubernetesClient client) {
        Config config = new ConfigBuilder(client.getConfiguration())
                .withImpersonateUsername("system:serviceaccount:kubevirt:kubevirt-controller")
                .withImpersonateGroups(
                        "system:masters",
                        "system:serviceaccounts",
                        "system:serviceaccounts:kubevirt",
                        "system:authenticated")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** A change of an object is a cue for the objects of these kinds: itself, its owner, its namesake, or what it names. */
    private void cue(ObjectNode object, Kind... kinds) {
        JsonNode metadata = object.path("metadata");
        String namespace = metadata.path("namespace").asText();
        for (Kind kind : kinds) {
            String name = metadata.path("name").asText();
            if (!object.path("kind").asText().equals(kind.word)) {
                name = kind == Kind.MIGRATION ? Launcher.migration(metadata) : owner(metadata, kind);
            }
            if (!name.isEmpty()) {
                enqueue(new Cue(kind, namespace, name), 0);
            }
        }
    }

    private static String owner(JsonNode metadata, Kind kind) {
        for (JsonNode owner : metadata.path("ownerReferences")) {
            if (owner.path("kind").asText().equals(kind.word)) {
                return owner.path("name").asText();
            }
        }
        return "";
    }

    private void enqueue(Cue cue, long millis) {
        if (!cues.isShutdown() && waiting.add(cue)) {
            cues.schedule(() -> take(cue), millis, TimeUnit.MILLISECONDS);
        }
    }

    private void take(Cue cue) {
        waiting.remove(cue);
        try {
            stage.find(cue.kind, cue.namespace, cue.name).ifPresent(object -> {
                switch (cue.kind) {
                    case VM -> machines.visit(object);
                    case VMI -> instances.visit(object);
                    case MIGRATION -> migrations.visit(object);
                    default -> storage.visit(cue.kind, object);
                }
            });
        } catch (KubernetesClientException e) {
            again(cue, e);
        } catch (RuntimeException e) {
            voice.accept("could not play " + cue + ": " + e);
            again(cue, e);
        }
    }

    /** A conflict or a namespace on its way out means that the cache was behind; anything else is said. */
    private void again(Cue cue, RuntimeException e) {
        boolean behind = e instanceof KubernetesClientException k
                && (List.of(404, 409).contains(k.getCode())
                        || k.getMessage().contains("because it is being terminated"));
        if (!behind && !cues.isShutdown()) {
            voice.accept("will try " + cue + " again: " + e.getMessage());
        }
        enqueue(cue, behind ? 100 : 2000);
    }

    /** Leaves, and lets go of every VMI, so that no deletion waits for an actor who has gone. */
    @Override
    public void close() {
        cues.shutdownNow();
        stage.all(Kind.VMI).forEach(this::letGo);
        stage.close();
        controller.close();
    }

    /** Others write too while the actor leaves: what is gone is let go of, and what changed is looked at again. */
    private void letGo(ObjectNode vmi) {
        Optional<ObjectNode> there = stage.live(Kind.VMI, vmi);
        while (there.isPresent()) {
            try {
                instances.release(there.get());
                return;
            } catch (KubernetesClientException e) {
                if (!List.of(404, 409).contains(e.getCode())) {
                    voice.accept(
                            "could not let go of " + vmi.at("/metadata/name").asText() + ": " + e.getMessage());
                    return;
                }
                there = stage.live(Kind.VMI, vmi);
            }
        }
    }

    /** Plays until the process is told to stop. */
    public static void main(String[] arguments) throws InterruptedException, IOException {
        boolean restarts = arguments.length == 2 && arguments[1].equals("--restarts");
        if (arguments.length != 1 && !restarts) {
            System.err.println("usage: Actor KUBECONFIG [--restarts]");
            System.exit(2);
        }
        Path kubeconfig = Path.of(arguments[0]);
        Config config = Config.fromKubeconfig(kubeconfig.toFile());
        try (KubernetesClient client =
                        new KubernetesClientBuilder().withConfig(config).build();
                Actor actor = new Actor(client, System.out::println)) {
            if (restarts) {
                RestartDoor door = RestartDoor.open(client, kubeconfig, System.out::println);
                Runtime.getRuntime().addShutdownHook(new Thread(door::close, "kubevirt-played"));
            }
            actor.voice.accept("on stage");
            new CountDownLatch(1).await();
        }
    }
}
