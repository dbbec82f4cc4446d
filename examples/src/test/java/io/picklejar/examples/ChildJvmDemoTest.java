package io.picklejar.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ChildJvmDemoTest {
    @Test
    void closureOfTheChildRunsHere() throws Exception {
        StringWriter text = new StringWriter();

        String said = new ChildJvmDemo(new PrintWriter(text, true)).run();

        assertThat(said).matches("[1-9]\\d* airports of AK counted by process \\d+, which knew none of the classes");
        assertThat(said).doesNotContain("process " + ProcessHandle.current().pid());
        assertThat(text.toString())
                .startsWith("the closure that goes to the child:")
                .contains("by value      io.picklejar.examples.AirportIndex")
                .endsWith("the closure that came back says here: " + said + System.lineSeparator());
    }
}
