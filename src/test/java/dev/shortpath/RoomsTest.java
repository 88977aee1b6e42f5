package dev.shortpath;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The walls between the rooms, as docs/map.md draws them. */
class RoomsTest {
    private static final String BASE = "dev.shortpath.";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.shortpath");

    private static final List<String> IMPURE = List.of(
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.FileReader",
            "java.io.FileWriter",
            "java.lang.Thread",
            "java.lang.ProcessBuilder",
            "java.time.Clock",
            "java.util.Random",
            "java.util.Timer");

    private static final String[] JACKSON = {"com.fasterxml.jackson.."};
    private static final String[] CLIENT = {"io.fabric8..", "com.fasterxml.jackson..", "org.slf4j.."};
    private static final String[] FRAMEWORK = {
        "io.javaoperatorsdk..",
        "io.quarkus..",
        "io.quarkiverse..",
        "jakarta..",
        "org.eclipse.microprofile..",
        "io.smallrye..",
        "io.micrometer..",
        "org.jboss..",
        "io.vertx.."
    };

    /** A room: which of ours it may use, and which of others beside java. */
    private enum Room {
        api(
                ours(),
                "com.fasterxml.jackson.annotation..",
                "io.fabric8.generator.annotation..",
                "io.fabric8.crd.generator.annotation..",
                "io.fabric8.kubernetes.model.annotation..",
                "io.fabric8.kubernetes.api.model..",
                "io.fabric8.kubernetes.client"),
        facts(ours("api")),
        plan(ours("api", "facts")),
        // The annotations of the profile's own types, whose bounds it checks without an API server.
        kubevirt(ours("api", "facts", "plan"), with(JACKSON, "io.fabric8.generator.annotation..")),
        probe(ours("api", "facts"), CLIENT),
        cluster(ours("api", "facts", "plan", "kubevirt"), with(CLIENT, FRAMEWORK)),
        telemetry(ours("api", "facts", "plan"), with(CLIENT, "io.micrometer..", "io.opentelemetry..")),
        operator(ours("api", "facts", "plan", "kubevirt", "cluster", "telemetry"), with(CLIENT, FRAMEWORK)),
        admission(
                ours("api", "facts", "plan", "kubevirt", "cluster", "telemetry"),
                with(with(CLIENT, FRAMEWORK), "javax.net.ssl..", "javax.security..", "org.bouncycastle..")),
        cli(ours("api", "facts", "plan", "kubevirt", "probe", "cluster"), with(CLIENT, "picocli..", "org.yaml..")),
        main(
                ours(
                        "api",
                        "facts",
                        "plan",
                        "kubevirt",
                        "probe",
                        "cluster",
                        "telemetry",
                        "operator",
                        "admission",
                        "cli"),
                with(with(CLIENT, FRAMEWORK), "picocli..", "com.sun.management.."));

        private final String[] ours;
        private final String[] others;

        Room(String[] ours, String... others) {
            this.ours = ours;
            this.others = others;
        }

        private String itself() {
            return BASE + name() + "..";
        }

        private DescribedPredicate<JavaClass> mayUse() {
            String[] packages = Stream.of(Stream.of(itself(), "java.."), Stream.of(ours), Stream.of(others))
                    .flatMap(s -> s)
                    .toArray(String[]::new);
            return resideInAnyPackage(packages);
        }

        private static String[] ours(String... rooms) {
            return Arrays.stream(rooms).map(room -> BASE + room + "..").toArray(String[]::new);
        }

        private static String[] with(String[] some, String... more) {
            return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource(Room.class)
    void aRoomUsesOnlyWhatItsRowAllows(Room room) {
        classes()
                .that()
                .resideInAPackage(room.itself())
                .should()
                .onlyDependOnClassesThat(room.mayUse())
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void everyClassLivesInARoom() {
        String[] rooms = Stream.of(Room.values()).map(Room::itself).toArray(String[]::new);
        classes().should().resideInAnyPackage(rooms).check(OURS);
    }

    @Test
    void noRoomsStandInACircle() {
        slices().matching("dev.shortpath.(*)..").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void pureRoomsHaveNoClockNoEnvironmentNoFilesAndNoLog() {
        DescribedPredicate<JavaClass> sideEffects = resideInAnyPackage(
                        "java.nio.file..", "java.net..", "java.util.logging..")
                .or(resideInAPackage("java.util.concurrent..")
                        .and(not(resideInAPackage("java.util.concurrent.atomic"))))
                .or(DescribedPredicate.describe("do I/O or hold a clock", type -> IMPURE.contains(type.getName())));
        String[] pure = {BASE + "facts..", BASE + "plan..", BASE + "kubevirt.."};
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat(sideEffects)
                .check(OURS);
        for (String call : List.of("getenv", "getProperty", "currentTimeMillis", "nanoTime", "exit")) {
            noClasses()
                    .that()
                    .resideInAnyPackage(pure)
                    .should()
                    .callMethodWhere(DescribedPredicate.describe(
                            "System." + call,
                            it -> it.getTargetOwner().isEquivalentTo(System.class)
                                    && it.getName().equals(call)))
                    .check(OURS);
        }
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .accessField(System.class, "out")
                .check(OURS);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .accessField(System.class, "err")
                .check(OURS);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .callMethodWhere(DescribedPredicate.describe(
                        "now() of java.time",
                        it -> it.getTargetOwner().getPackageName().startsWith("java.time")
                                && it.getName().equals("now")))
                .check(OURS);
    }

    @Test
    void factsAndPlanKnowTheProfilesWordsAndNotTheCustomResources() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "facts..", BASE + "plan..")
                .should()
                .dependOnClassesThat(assignableTo(CustomResource.class)
                        .or(resideInAPackage(BASE + "api..").and(simpleNameEndingWith("Status"))))
                .check(OURS);
    }

    @Test
    void onlyTheProbesPublisherHasAClient() {
        noClasses()
                .that(resideInAPackage(BASE + "probe..").and(not(simpleNameEndingWith("Publisher"))))
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.fabric8.kubernetes.client..").and(not(assignableTo(CustomResource.class))))
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void nothingSleeps() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(OURS);
    }

    @Test
    void noPackageAndNoClassHasANameThatSaysNothing() {
        List<String> empty =
                List.of("util", "utils", "common", "core", "model", "service", "impl", "helper", "helpers", "manager");
        assertThat(OURS)
                .noneSatisfy(
                        type -> assertThat(type.getPackageName().split("\\.")).containsAnyElementsOf(empty))
                .noneSatisfy(type -> assertThat(type.getSimpleName())
                        .matches(".*(Util|Utils|Helper|Helpers|Impl|Manager|Common|Service)"));
    }
}
