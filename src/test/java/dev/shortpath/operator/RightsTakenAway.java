package dev.shortpath.operator;

import dev.shortpath.testcluster.TestCluster;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Takes each right of the chart away and looks what fails then; `make rights`. What is known already is not tried again: delete
 * a line of src/test/resources/rights/without.tsv, and it is. Columns: part, rights, what was denied, the duty that failed.
 */
final class RightsTakenAway {
    private static final Path FILE = Path.of("src/test/resources/rights/without.tsv");
    private static final List<String> PARTS = List.of("probe", "permit-host-devices", "operator");

    private final KubernetesClient admin = TestCluster.shared().client();
    private final Map<String, String> known = new TreeMap<>();

    private RightsTakenAway() throws IOException {
        if (Files.exists(FILE)) {
            Files.readAllLines(FILE).forEach(this::learn);
        }
    }

    private void learn(String line) {
        String[] cells = line.split("\t", 3);
        known.put(cells[0] + "\t" + cells[1], cells[2]);
    }

    public static void main(String... arguments) {
        int code = 1;
        try {
            code = all();
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
        }
        System.exit(code);
    }

    private static int all() throws IOException {
        RightsTakenAway away = new RightsTakenAway();
        Path folder = Files.createTempDirectory("rights");
        try (Workplace place = new Workplace(folder)) {
            for (String part : PARTS) {
                for (Needs.Need need : Needs.of(part)) {
                    away.without(place, part, need);
                }
            }
        }
        return away.idle().isEmpty() ? 0 : 3;
    }

    /** Rights without which nothing failed. */
    private List<String> idle() {
        List<String> idle = known.entrySet().stream()
                .filter(e -> e.getValue().equals("-\t-"))
                .map(Map.Entry::getKey)
                .toList();
        idle.forEach(i -> System.out.println("nothing fails without " + i));
        return idle;
    }

    private void without(Workplace place, String part, Needs.Need need) throws IOException {
        String key = part + "\t" + words(need.rights());
        if (known.containsKey(key)) {
            return;
        }
        // Who cannot renew its lease ends the process that it is in, and that is this one.
        note(key, "-\tthe operator's process ends");
        List<Runnable> undo = take(part.equals("probe") ? "shortpath-probe" : "shortpath-operator", need.rights());
        Asked asked = new Asked();
        String failed = failing(place, part);
        String account = part.equals("probe") ? "shortpath-probe" : "shortpath-operator";
        Set<Right> denied = asked.of(account, false);
        undo.forEach(Runnable::run);
        note(key, (denied.isEmpty() ? "-" : words(denied)) + "\t" + failed);
        System.out.println(key + "\t" + known.get(key));
    }

    private static String failing(Workplace place, String part) throws IOException {
        try (Duties duties = place.duties()) {
            try {
                duties.prepare();
                if (part.equals("probe")) {
                    duties.probe();
                } else {
                    place.start();
                    duties.operator(place.account());
                }
                return "-";
            } catch (RuntimeException e) {
                return duties.step().equals("preparing")
                        ? "the operator becomes ready, and the API server trusts it"
                        : duties.step();
            } finally {
                place.stop();
            }
        }
    }

    private void note(String key, String found) {
        known.put(key, found);
        try {
            Files.write(
                    FILE,
                    new TreeMap<>(known)
                            .entrySet().stream()
                                    .map(e -> e.getKey() + "\t" + e.getValue())
                                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String words(Set<Right> rights) {
        Map<String, List<String>> verbs = new LinkedHashMap<>();
        rights.forEach(r -> verbs.computeIfAbsent(
                        r.resource() + (r.group().isEmpty() ? "" : "." + r.group()), x -> new ArrayList<>())
                .add(r.verb()));
        return verbs.entrySet().stream()
                .map(e -> String.join(", ", e.getValue()) + " " + e.getKey())
                .collect(Collectors.joining("; "));
    }

    /** Out of every role of that account; what puts them back. */
    private List<Runnable> take(String account, Set<Right> rights) {
        List<Runnable> undo = new ArrayList<>();
        for (ClusterRole role : admin.rbac().clusterRoles().list().getItems()) {
            if (role.getMetadata().getName().startsWith(account)) {
                List<PolicyRule> before = role.getRules();
                clusterRole(role.getMetadata().getName(), less(before, rights));
                undo.add(() -> clusterRole(role.getMetadata().getName(), before));
            }
        }
        for (String namespace : List.of("shortpath", "default")) {
            Role role = admin.rbac()
                    .roles()
                    .inNamespace(namespace)
                    .withName(account)
                    .get();
            if (role != null) {
                List<PolicyRule> before = role.getRules();
                role(namespace, account, less(before, rights));
                undo.add(() -> role(namespace, account, before));
            }
        }
        return undo;
    }

    private void clusterRole(String name, List<PolicyRule> rules) {
        admin.rbac().clusterRoles().withName(name).edit(r -> {
            r.setRules(rules);
            return r;
        });
    }

    private void role(String namespace, String name, List<PolicyRule> rules) {
        admin.rbac().roles().inNamespace(namespace).withName(name).edit(r -> {
            r.setRules(rules);
            return r;
        });
    }

    private static List<PolicyRule> less(List<PolicyRule> rules, Set<Right> rights) {
        List<PolicyRule> left = new ArrayList<>();
        for (PolicyRule rule : rules) {
            String group = rule.getApiGroups().getFirst();
            for (String resource : rule.getResources()) {
                List<String> verbs = rule.getVerbs().stream()
                        .filter(v -> !rights.contains(new Right(group, resource, v)))
                        .toList();
                if (!verbs.isEmpty()) {
                    left.add(new PolicyRuleBuilder(rule)
                            .withResources(resource)
                            .withVerbs(verbs)
                            .build());
                }
            }
        }
        return left;
    }
}
