package io.picklejar.errors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.error.PicklingException;
import io.picklejar.reduce.Reduction;
import org.junit.jupiter.api.Test;

final class CycleThroughArgumentsTest {
    @Test
    void twoObjectsThatNeedEachOtherToBeMade() {
        PickleJar jar = PickleJar.builder()
                .reducer(Half.class, (half, context) -> Reduction.of(arguments -> new Half(), half.other))
                .build();
        Half left = new Half();
        Half right = new Half();
        left.other = right;
        right.other = left;

        assertThatThrownBy(() -> jar.dumps(left))
                .isInstanceOf(PicklingException.class)
                .hasMessage(
                        "two objects need each other to be made, here a " + Half.class.getName() + " at $[0][0]; put"
                                + " one of them into a field or collection of a third, or register a Reducer that sets it as"
                                + " state [cycle-through-arguments]");
    }

    private static final class Half {
        private Half other;
    }
}
