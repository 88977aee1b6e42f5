package dev.shortpath.generate;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.shortpath.plan.rule.Rule;
import dev.shortpath.plan.rule.Rules;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the planner's rules are called: by their class, or by the field that holds them where a class has several. */
final class RuleNames {
    private static final String ROOM = Rules.class.getPackageName();

    private RuleNames() {}

    /** In the order of {@link Rules#ALL}. */
    static List<String> all() {
        Set<Class<?>> classes = new ClassFileImporter()
                .importPackages(ROOM).stream().map(JavaClass::reflect).collect(Collectors.toSet());
        return Rules.ALL.stream().map(rule -> name(rule, classes)).toList();
    }

    private static String name(Rule rule, Set<Class<?>> classes) {
        if (classes.contains(rule.getClass())) {
            return rule.getClass().getSimpleName();
        }
        return classes.stream()
                .flatMap(c -> holders(c, rule))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a rule of Rules.ALL is neither a class of " + ROOM
                        + " nor held by a static field of one, so it has no name for docs/evidence.md: " + rule));
    }

    private static Stream<String> holders(Class<?> type, Rule rule) {
        Field[] all = type.getDeclaredFields();
        return Arrays.stream(all)
                .filter(f -> Modifier.isStatic(f.getModifiers()) && f.getType() == Rule.class)
                .filter(f -> holds(f, rule))
                .map(f -> f.getName().equals("RULE") ? type.getSimpleName() : type.getSimpleName() + "." + f.getName());
    }

    private static boolean holds(Field field, Rule rule) {
        try {
            field.setAccessible(true);
            return field.get(null) == rule;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
