package io.picklejar.graphs;

import static org.assertj.core.api.Assertions.assertThat;

import io.picklejar.CloudPickle;
import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.error.Problem;
import io.picklejar.testkit.Worker;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs of 10,000 seeds arrive as they left. A first seed of one's own: {@code -Dio.picklejar.seed=…}. */
final class RandomGraphTest {
    private static final int GRAPHS = 10_000;
    private static final long FIRST = Long.getLong("io.picklejar.seed", new Random().nextLong() >>> 16);

    @Test
    void graphsAreIsomorphicAfterARoundTrip(TestReporter reporter) {
        reporter.publishEntry("first seed", String.valueOf(FIRST));
        int unmakeable = 0;
        for (long seed = FIRST; seed < FIRST + GRAPHS; seed++) {
            Object graph = RandomGraph.of(seed);
            byte[] pickle;
            try {
                pickle = CloudPickle.dumps(graph);
            } catch (PicklingException e) {
                // Objects that need each other to be made: the generator makes a few of them through Optional and
                // List.of.
                assertThat(e.problem()).as("seed %d: %s", seed, e).isEqualTo(Problem.CYCLE_THROUGH_ARGUMENTS);
                unmakeable++;
                continue;
            }
            assertThat(Isomorphism.difference(graph, CloudPickle.loads(pickle)))
                    .as("seed %d", seed)
                    .isNull();
        }
        assertThat(unmakeable)
                .as("refused of %d from seed %d on", GRAPHS, FIRST)
                .isLessThan(GRAPHS / 10);
    }

    /** Entries of a map whose keys wait for a frame were lost if their values were made in the meantime. */
    @ParameterizedTest
    @ValueSource(longs = {149731821212081L, 5001993})
    void seedsThatFailedOnce(long seed) {
        Object graph = RandomGraph.of(seed);

        assertThat(Isomorphism.difference(graph, CloudPickle.loads(CloudPickle.dumps(graph))))
                .isNull();
    }

    @Test
    void graphsAreIsomorphicInAnotherJvm(TestReporter reporter) {
        reporter.publishEntry("first seed", String.valueOf(FIRST));
        try (Worker worker = Worker.start()) {
            PickleJar jar = worker.jar();
            for (long seed = FIRST; seed < FIRST + 300; seed++) {
                Object graph = RandomGraph.of(seed);
                byte[] pickle;
                try {
                    pickle = jar.dumps(graph);
                } catch (PicklingException e) {
                    assertThat(e.problem()).as("seed %d: %s", seed, e).isEqualTo(Problem.CYCLE_THROUGH_ARGUMENTS);
                    continue;
                }
                assertThat(Isomorphism.difference(graph, jar.loads(worker.echoPickle(pickle))))
                        .as("seed %d", seed)
                        .isNull();
            }
        }
    }

    @Test
    void differencesAreSeen() {
        long[] same = LongStream.range(FIRST, FIRST + 200)
                .filter(seed -> Isomorphism.difference(RandomGraph.of(seed), RandomGraph.of(seed)) == null)
                .toArray();
        long[] other = LongStream.range(FIRST, FIRST + 200)
                .filter(seed -> Isomorphism.difference(RandomGraph.of(seed), RandomGraph.of(seed + 1)) == null)
                .toArray();

        assertThat(IntStream.of(same.length, other.length)).containsExactly(200, 0);
    }
}
