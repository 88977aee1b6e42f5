package dev.shortpath.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void whatATerminalWouldObeyIsNotPrinted() {
        Page page = new Page(new Paint(false), 80);
        page.beside(4, "summary", 22, "a \u001b[31mgain\u001b[0m\u0007 \u202eof none");
        page.asIs("\u001b]0;title", line -> line);

        assertThat(page.toString())
                .isEqualTo("    summary           a \ufffd[31mgain\ufffd[0m\ufffd \ufffdof none\n\ufffd]0;title\n");
    }
}
