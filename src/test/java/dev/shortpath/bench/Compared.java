package dev.shortpath.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.shortpath.admission.Installation;
import dev.shortpath.api.Keys;
import dev.shortpath.operator.Bench;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * VMs of real size created in earnest at an even pace, in turns where nothing, the webhook, and a policy with the same
 * outcome is asked.
 */
final class Compared {
    private static final int A_SECOND = 50;
    private static final Duration STEADY = Duration.ofSeconds(Sizes.full() ? 30 : 15);
    private static final int WARM_UP = 300;
    private static final double GOAL = 2;

    /** Who is asked when a VM is created. */
    private enum Asked {
        NOBODY("nobody asked"),
        WEBHOOK("the webhook asked"),
        POLICY("a policy asked");

        private final String words;

        Asked(String words) {
            this.words = words;
        }
    }

    private final Bench bench;
    private final Births births;
    private final String profile;
    private final Results results;
    private final Map<Asked, Times> times = new EnumMap<>(Asked.class);
    private final Map<Asked, LongAdder> planned = new EnumMap<>(Asked.class);

    Compared(Bench bench, Births births, Results results) {
        this.bench = bench;
        this.births = births;
        this.results = results;
        this.profile = bench.named("compared");
        for (Asked asked : Asked.values()) {
            times.put(asked, new Times(asked.words));
            planned.put(asked, new LongAdder());
        }
    }

    void run() throws IOException, InterruptedException {
        new Edits(bench.client(), profile).make();
        JsonNode webhooks = untilAnswered(Asked.WEBHOOK);
        String record =
                webhooks.at("/metadata/annotations/shortpath.dev~1applied").asText();
        try (Policy _ = new Policy(bench.client(), bench.named("compared"), record)) {
            JsonNode policys = untilAnswered(Asked.POLICY);
            if (!webhooks.path("spec").equals(policys.path("spec"))) {
                throw new IllegalStateException("the policy and the webhook make different VMs of the same one: "
                        + webhooks.path("spec") + " and " + policys.path("spec"));
            }
            for (int i = 0; i < WARM_UP; i++) {
                create(Asked.values()[i % Asked.values().length], "warm-" + i, true);
            }
            steadily();
        }
        say();
    }

    /** Both take a moment until they are asked. */
    private JsonNode untilAnswered(Asked asked) {
        JsonNode[] made = new JsonNode[1];
        Bench.patiently().until(() -> {
            made[0] = create(asked, "first", true).body();
            return isPlanned(made[0]);
        });
        return made[0];
    }

    private static boolean isPlanned(JsonNode vm) {
        return vm.at("/metadata/annotations").has(Keys.APPLIED);
    }

    private Births.Answer create(Asked asked, String name, boolean dry) {
        ObjectNode vm = Fleet.shape("", profile, 0);
        vm.withObject("/metadata").put("name", name);
        vm.withObject("/metadata/labels").put(Policy.LABEL, asked.name().toLowerCase(java.util.Locale.ROOT));
        // The namespace that the webhooks leave out.
        String namespace = asked == Asked.WEBHOOK ? bench.namespace() : Installation.NAMESPACE;
        return dry ? births.dry(vm, namespace) : births.real(vm, namespace);
    }

    private void steadily() throws InterruptedException {
        try (var pace = Executors.newScheduledThreadPool(A_SECOND)) {
            for (int i = 0; i < A_SECOND * STEADY.toSeconds(); i++) {
                Asked asked = Asked.values()[i % Asked.values().length];
                String name = "compared-" + i;
                pace.schedule(() -> count(asked, name), i * 1000L / A_SECOND, TimeUnit.MILLISECONDS);
            }
        }
    }

    private void count(Asked asked, String name) {
        Births.Answer made = create(asked, name, false);
        times.get(asked).add(made);
        if (made.ok() && isPlanned(made.body())) {
            planned.get(asked).increment();
        }
    }

    private void say() throws IOException {
        times.forEach((asked, all) -> {
            Spread spread = all.spread();
            results.add(Figure.of(asked.words + ", p50 of " + spread.sorted().length, spread.median(), "ms"));
            results.add(Figure.of(asked.words + ", p95", spread.quantile(0.95), "ms"));
            results.add(Figure.of(asked.words + ", p99", spread.quantile(0.99), "ms"));
            if (all.refused() > 0) {
                results.add(
                        Figure.of(asked.words + ", refused", all.refused(), "").exactly(0));
            }
            if (asked != Asked.NOBODY) {
                // Whoever lets VMs pass as they are is quick.
                long sent = A_SECOND * STEADY.toSeconds() / Asked.values().length;
                long left = sent - planned.get(asked).sum();
                results.add(
                        Figure.of(asked.words + ", VMs of " + sent + " made without a plan, or not at all", left, "")
                                .exactly(0));
            }
        });
        for (Asked asked : List.of(Asked.WEBHOOK, Asked.POLICY)) {
            double more = at(asked, 0.5) - at(Asked.NOBODY, 0.5);
            results.add(Figure.of(asked.words + ", what that adds at p50", more, "ms"));
        }
        for (double share : new double[] {0.5, 0.95, 0.99}) {
            double ratio = at(Asked.WEBHOOK, share) / at(Asked.POLICY, share);
            results.add(Figure.of("webhook by policy, p" + Math.round(100 * share), ratio, "")
                    .atMost(GOAL));
        }
        results.save();
    }

    private double at(Asked asked, double share) {
        return times.get(asked).spread().quantile(share);
    }
}
