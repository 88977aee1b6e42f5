package dev.shortpath.cli.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HtmlLawsTest {
    private static final Pattern SHAPE =
            Pattern.compile("<!DOCTYPE html>\n<p title=\"([^\"<>]*)\">([^\"'<>]*)</p>\n", Pattern.DOTALL);

    @Property(tries = 500)
    void whateverATextHoldsItStaysOneText(@ForAll("texts") String text) {
        Matcher page = SHAPE.matcher(new Html().leaf("p", text, "title", text).toString());

        assertThat(page.matches()).isTrue();
        assertThat(read(page.group(1))).isEqualTo(visible(text));
        assertThat(read(page.group(2))).isEqualTo(visible(text));
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> markup = Arbitraries.of(
                "<script>",
                "</style>",
                "<!--",
                "-->",
                "]]>",
                "\"",
                "'",
                "&",
                "&lt;",
                "&#60;",
                "\u0000",
                "\u202e",
                "\ud800",
                "\r\n",
                "\u2028",
                "`",
                "=",
                "javascript:");
        return Arbitraries.oneOf(markup, Arbitraries.strings().ofMaxLength(8))
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    /** What a browser reads of it. */
    private static String read(String escaped) {
        return escaped.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            boolean control = Character.isISOControl(c) && c != '\t' && c != '\n';
            boolean turning = Character.getType(c) == Character.FORMAT
                    && Character.getName(c).matches(".*(LEFT-TO-RIGHT|RIGHT-TO-LEFT|DIRECTIONAL|ISOLATE).*")
                    && !Character.getName(c).startsWith("ARABIC");
            boolean none =
                    Character.getType(c) == Character.SURROGATE || (c & 0xFFFE) == 0xFFFE || c >= 0xFDD0 && c <= 0xFDEF;
            visible.appendCodePoint(control || turning || none ? 0xFFFD : c);
        });
        return visible.toString();
    }

    @Example
    void whatIsNotClosedIsAMistake() {
        assertThatThrownBy(() -> new Html().open("p").toString()).hasMessage("not closed: [p]");
    }
}
