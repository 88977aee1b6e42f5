package dev.shortpath.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.cli.bench.Transcript.Said;
import dev.shortpath.kubevirt.Trial.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guest's script, in Python as in a guest; fio is a script that prints what fio 3.33 printed once. */
class GuestScriptTest {
    private static final Path SCRIPT =
            Path.of("src/main/resources/dev/shortpath/cli/bench/guest.py").toAbsolutePath();

    private static final String FIO = """
            #!/bin/sh
            echo "$@" >>"$0.asked"
            [ -z "$FIO_FAILS" ] || { echo "fio: no such device" >&2; exit 1; }
            cat <<JSON
            note: both iodepth >= 1 and synchronous I/O engine are selected
            {"fio version": "fio-3.33", "jobs": [{"jobname": "bench",
              "read": {"iops": 3243.027888, "total_ios": 3256,
                "clat_ns": {"percentile": {"50.000000": 66048, "99.000000": 2965504}}},
              "write": {"iops": ${WRITES:-0}, "total_ios": ${WRITES:-0},
                "clat_ns": {"percentile": {"50.000000": 9000, "99.000000": 9000}}}}]}
            JSON
            """;

    /** Takes the script in without running it, and writes where the test looks. */
    private static final String TRY = """
            import importlib.util, sys
            spec = importlib.util.spec_from_file_location("guest", sys.argv[1])
            guest = importlib.util.module_from_spec(spec)
            spec.loader.exec_module(guest)
            guest.CONSOLES = ("/nowhere/at/all", sys.argv[2])
            job = guest.fio("/dev/null", "--rw=randread")
            guest.say(turn=7, began=10.0, ended=25.5, **guest.measured(job))
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void fio() throws IOException {
        Path fio = Files.writeString(folder.resolve("fio"), FIO);
        assertThat(fio.toFile().setExecutable(true)).isTrue();
        Files.createFile(folder.resolve("console"));
    }

    private List<String> console(String fioFails) throws Exception {
        return console(fioFails, "0");
    }

    private List<String> console(String fioFails, String writes) throws Exception {
        ProcessBuilder python = new ProcessBuilder(
                "python3",
                "-c",
                TRY,
                SCRIPT.toString(),
                folder.resolve("console").toString());
        python.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        python.environment().put("FIO_FAILS", fioFails);
        python.environment().put("WRITES", writes);
        Process process = python.redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(folder.resolve("console"));
    }

    @Test
    void whatFioPrintsIsHeardAsARound() throws Exception {
        Transcript transcript = new Transcript();
        List<Said> said = console("").stream()
                .map(line -> transcript.hear(Side.PROFILE, line))
                .toList();

        assertThat(said).as(Files.readString(folder.resolve("out"))).contains(Said.ROUND);
        assertThat(Files.readString(folder.resolve("fio.asked")))
                .contains("--filename=/dev/null --direct=1 --ioengine=libaio --output-format=json --rw=randread");
        transcript.hear(Side.PROFILE, TranscriptTest.line("{\"ready\":1}"));
        transcript.hear(Side.DEFAULT, TranscriptTest.line("{\"ready\":1}"));
        transcript.hear(Side.DEFAULT, TranscriptTest.round(7, 30));
        assertThat(transcript.counting(Side.PROFILE, 1))
                .containsExactly(new Round(7, 10, 25.5, 3243.027888, 66.048, 2965.504));
    }

    @Test
    void ofAMixTheLatencyIsThatOfReadsWhicheverWereMore() throws Exception {
        assertThat(console("", "100000"))
                .filteredOn(line -> !line.isEmpty())
                .singleElement()
                .asString()
                .contains("\"median\":66.048", "\"rate\":103243.027888");
    }

    @Test
    void aFioThatFailsIsToldInItsOwnWords() throws Exception {
        assertThat(console("yes"))
                .filteredOn(line -> !line.isEmpty())
                .singleElement()
                .satisfies(line -> assertThat(Transcript.why(line)).isEqualTo("fio failed: fio: no such device"));
    }
}
