package io.picklejar.hostile;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.picklejar.PickleJar;
import io.picklejar.error.UnpicklingException;
import io.picklejar.policy.Limits;

/**
 * Whatever the content of a pickle is, it is loaded or refused with an {@code UnpicklingException}; all else fails the test.
 * Every run replays the corpus: the golden pickles without their envelopes, and what fuzzing has found since. To fuzz for 15
 * minutes: {@code JAZZER_FUZZ=1 mvn -pl core surefire:test@fuzz}, after {@code mvn -pl core test-compile}.
 */
final class LoadFuzzTest {
    /** Strict enough for the heap of a test. */
    private static final PickleJar JAR = PickleJar.builder()
            .limits(Limits.standard().withMaxArrayLength(1_000_000).withMaxReferences(1_000_000))
            .build();

    @FuzzTest(maxDuration = "15m")
    void contentIsLoadedOrRefused(byte[] content) {
        try {
            JAR.loads(Assault.sealed(content));
        } catch (UnpicklingException e) {
            // Refused.
        }
    }
}
