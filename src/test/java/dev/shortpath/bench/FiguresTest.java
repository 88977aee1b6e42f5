package dev.shortpath.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** How measurements are counted and put together; none is made here. */
class FiguresTest {
    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    @Test
    void theMedianIsTheMiddleOneOrTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(DoubleStream.of(9, 1, 2)).median()).isEqualTo(2);
        assertThat(Spread.of(DoubleStream.of(9, 1, 2, 4)).median()).isEqualTo(3);
    }

    @Test
    void aQuantileIsAMeasuredValueThatSoManyDoNotExceed() {
        Spread hundred = Spread.of(DoubleStream.iterate(1, n -> n + 1).limit(100));
        assertThat(hundred.quantile(0.5)).isEqualTo(50);
        assertThat(hundred.quantile(0.95)).isEqualTo(95);
        assertThat(hundred.quantile(0.99)).isEqualTo(99);
        assertThat(hundred.quantile(1)).isEqualTo(100);
        assertThat(Spread.of(DoubleStream.of(7)).quantile(0.99)).isEqualTo(7);
    }

    @Test
    void nothingIsSaidOfNoMeasurement() {
        assertThatThrownBy(() -> Spread.of(DoubleStream.empty())).hasMessageContaining("no measurement");
    }

    @Test
    void aGoalIsReachedAtItsBoundAndMissedBeyondIt() {
        assertThat(Figure.of("rate", 0.9, "").atLeast(0.9).verdict()).isEqualTo("reached");
        assertThat(Figure.of("rate", 0.89, "").atLeast(0.9).verdict()).isEqualTo("missed");
        assertThat(Figure.of("size", 256, "MiB").atMost(256).verdict()).isEqualTo("reached");
        assertThat(Figure.of("size", 257, "MiB").atMost(256).verdict()).isEqualTo("missed");
        assertThat(Figure.of("writes", 3, "").exactly(2).verdict()).isEqualTo("missed");
        assertThat(Figure.of("writes", 3, "").verdict()).isEmpty();
    }

    @Test
    void numbersHaveThreeDigitsThatCount() {
        assertThat(Figure.number(0.1234)).isEqualTo("0.123");
        assertThat(Figure.number(1.234)).isEqualTo("1.23");
        assertThat(Figure.number(12.34)).isEqualTo("12.3");
        assertThat(Figure.number(1234.5)).isEqualTo("1,235");
        assertThat(Figure.number(2)).isEqualTo("2");
    }

    @Test
    void onlyWhatCameToACountIsMore() {
        assertThat(ApiServer.more(
                        Map.of("PATCH a", 3L, "POST b", 1L), Map.of("PATCH a", 5L, "POST b", 1L, "PUT c", 2L)))
                .isEqualTo(Map.of("PATCH a", 2L, "PUT c", 2L));
    }

    @Test
    void theFloorWritesWhatDiffersBehindTheOperatorsGuards() throws JsonProcessingException {
        JsonNode from = json(
                "{'metadata':{'uid':'u','generation':2,'labels':{'shortpath.dev/profile':'db'},'annotations':"
                        + "{'shortpath.dev/applied':'one'}},'spec':{'disks':[{'name':'a','io':'native'},{'name':'b'}]}}");
        JsonNode to = json("{'metadata':{'uid':'u','generation':1,'annotations':{'shortpath.dev/applied':'two'}},"
                + "'spec':{'disks':[{'name':'a','io':'threads','cache':'none'},{'name':'b'}]}}");

        assertThat(Floor.patch(from, to))
                .isEqualTo(json("["
                        + "{'op':'test','path':'/metadata/uid','value':'u'},"
                        + "{'op':'test','path':'/metadata/generation','value':2},"
                        + "{'op':'test','path':'/metadata/labels/shortpath.dev~1profile','value':'db'},"
                        + "{'op':'test','path':'/metadata/annotations/shortpath.dev~1applied','value':'one'},"
                        + "{'op':'test','path':'/metadata/annotations/shortpath.dev~1allow-guest-change','value':null},"
                        + "{'op':'test','path':'/metadata/annotations/shortpath.dev~1paused','value':null},"
                        + "{'op':'test','path':'/spec/disks/0/name','value':'a'},"
                        + "{'op':'replace','path':'/metadata/annotations/shortpath.dev~1applied','value':'two'},"
                        + "{'op':'replace','path':'/spec/disks/0/io','value':'threads'},"
                        + "{'op':'add','path':'/spec/disks/0/cache','value':'none'}]"));
    }
}
