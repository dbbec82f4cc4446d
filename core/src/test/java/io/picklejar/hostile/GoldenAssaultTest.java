package io.picklejar.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.golden.GoldenPickles;
import io.picklejar.testkit.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every golden pickle, cut off at every byte, with every bit flipped, and with every byte replaced by a length of 2³¹−1: all
 * sealed again with a right checksum, since who means ill can compute one. What comes of it is a value or an
 * {@code UnpicklingException}, in a heap of 256 MB, in less than a second.
 */
@Tag("once") // a minute or two, and the same on each JDK
final class GoldenAssaultTest {
    @Test
    void everyDamageIsRefusedOrHarmless() throws IOException {
        Map<String, byte[]> pickles = GoldenPickles.ofRunningJdk();
        assertThat(pickles).hasSizeGreaterThanOrEqualTo(50);
        List<Assault> assaults = new ArrayList<>();
        pickles.forEach((name, pickle) -> assaults.add(new Assault(name, pickle)));
        List<Assault.Outcome> outcomes = new ArrayList<>();
        try (Worker worker = Worker.builder().jvmArgument("-Xmx256m").start()) {
            for (Assault assault : assaults) {
                outcomes.add(worker.call(Assault::run, assault));
            }
            assertThat(worker.output()).as("what the JVM under attack said").isEmpty();
        }
        Assault.Outcome all = outcomes.stream().reduce(new Assault.Outcome(0, 0, List.of()), Assault.Outcome::and);

        assertThat(all.failures()).isEmpty();
        assertThat(all.refused()).as("refused of %s", all.loads()).isGreaterThan(all.loads() / 2);
    }
}
