package dev.shortpath.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shortpath.cli.bench.Transcript.Said;
import dev.shortpath.kubevirt.Trial.Side;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final Transcript transcript = new Transcript();

    static String line(String json) {
        CRC32 sum = new CRC32();
        sum.update(json.getBytes(StandardCharsets.UTF_8));
        return "shortpath-bench %08x %s".formatted(sum.getValue(), json);
    }

    static String round(int turn, double began) {
        return line("{\"began\":" + began + ",\"ended\":" + (began + 5)
                + ",\"median\":10.5,\"rate\":1000.0,\"slow\":99.0,\"turn\":" + turn + "}");
    }

    @Test
    void roundsCountInPairsAndFromWhenBothAreReady() {
        assertThat(transcript.hear(Side.PROFILE, line("{\"ready\":100.0}"))).isEqualTo(Said.READY);
        transcript.hear(Side.PROFILE, round(10, 110));
        transcript.hear(Side.DEFAULT, line("{\"ready\":125.0}"));
        transcript.hear(Side.DEFAULT, round(10, 130));
        transcript.hear(Side.PROFILE, round(11, 150));
        assertThat(transcript.counting(Side.PROFILE, 7)).isEmpty();

        transcript.hear(Side.DEFAULT, round(11, 170));

        assertThat(transcript.counting(Side.PROFILE, 7)).containsExactly(new Round(11, 150, 155, 1000, 10.5, 99));
        assertThat(transcript.counting(Side.DEFAULT, 7)).containsExactly(new Round(11, 170, 175, 1000, 10.5, 99));
    }

    @Test
    void whatOthersWriteAndWhatIsSpoiltIsNothing() {
        String whole = round(1, 10);
        assertThat(transcript.hear(Side.PROFILE, "fedora login:")).isEqualTo(Said.NOTHING);
        assertThat(transcript.hear(Side.PROFILE, whole.replace("1000.0", "2000.0")))
                .isEqualTo(Said.NOTHING);
        assertThat(transcript.hear(Side.PROFILE, whole.substring(0, 40))).isEqualTo(Said.NOTHING);
        assertThat(transcript.hear(Side.PROFILE, "[  1.0] eth0 up " + whole + "\r"))
                .isEqualTo(Said.ROUND);
        assertThat(transcript.hear(Side.PROFILE, whole)).as("heard again").isEqualTo(Said.NOTHING);
    }

    @Test
    void aGuestThatGivesUpSaysWhy() {
        String line = line("{\"failed\":\"the image has no fio\"}");
        assertThat(transcript.hear(Side.DEFAULT, line)).isEqualTo(Said.FAILED);
        assertThat(Transcript.why(line)).isEqualTo("the image has no fio");
        assertThat(transcript.hear(Side.DEFAULT, line("{\"ended\":true}"))).isEqualTo(Said.ENDED);
    }
}
