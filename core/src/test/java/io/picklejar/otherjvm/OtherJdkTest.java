package io.picklejar.otherjvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.roundtrip.Closure;
import io.picklejar.roundtrip.Closures;
import io.picklejar.testkit.JdkHomes;
import io.picklejar.testkit.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Pickles travel between JDKs; the test classes are compiled for the older one. */
final class OtherJdkTest {
    private static final int OTHER = Runtime.version().feature() == 17 ? 25 : 17;

    private static Worker otherJdk() {
        return Worker.builder()
                .jdk(JdkHomes.ofVersion(OTHER)
                        .orElseGet(() -> Assumptions.abort("there is no JDK " + OTHER + " on this machine")))
                .start();
    }

    @Test
    void closuresRunThereAndRunHereWhenTheyCameBack() {
        try (Worker worker = otherJdk()) {
            Map<String, Object> there = new TreeMap<>();
            Map<String, Object> back = new TreeMap<>();
            Map<String, Object> expected = new TreeMap<>();
            for (Closure closure : Closures.all()) {
                byte[] pickle = worker.jar().dumps(closure.make());
                expected.put(closure.name(), closure.expected());
                there.put(closure.name(), worker.run(pickle));
                back.put(
                        closure.name(),
                        worker.jar()
                                .<Supplier<?>>loads(worker.echoPickle(pickle))
                                .get());
            }

            assertThat(worker.javaVersion()).isEqualTo(OTHER);
            assertThat(there).isEqualTo(expected);
            assertThat(back).isEqualTo(expected);
            assertThat(worker.output()).isEmpty();
        }
    }

    @Test
    void dataComesBackEqual() {
        List<Object> data = new ArrayList<>(List.of(
                1,
                "text",
                List.of(1, 2, 3),
                Map.of("k", "v"),
                new java.math.BigDecimal("1.50"),
                java.time.Instant.EPOCH,
                java.time.YearMonth.of(2024, 2),
                java.util.UUID.randomUUID(),
                java.util.Locale.GERMANY,
                java.util.EnumSet.of(java.util.concurrent.TimeUnit.DAYS)));
        try (Worker worker = otherJdk()) {
            assertThat(worker.jar().<Object>loads(worker.echoPickle(worker.jar().dumps(data))))
                    .isEqualTo(data);
            assertThat(worker.output()).isEmpty();
        }
    }
}
