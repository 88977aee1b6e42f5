package dev.shortpath.facts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void noTextIsCutInTheMiddleOfACharacter() {
        assertThat(Excerpt.of("ab\uD83D\uDE80cd", 4)).isEqualTo("ab…");
        assertThat(Excerpt.of("ab\uD83D\uDE80cd", 5)).isEqualTo("ab\uD83D\uDE80…");
        assertThat(Excerpt.of("abcd", 4)).isEqualTo("abcd");
    }
}
