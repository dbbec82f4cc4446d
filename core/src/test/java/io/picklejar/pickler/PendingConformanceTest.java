package io.picklejar.pickler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.error.CorruptPickleException;
import io.picklejar.protocol.PickleInput;
import io.picklejar.testkit.Row;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The stand-in for an object that is still being made: what cloudpickle's empty closure cell is. */
final class PendingConformanceTest {
    @Row("test_cell_manipulation")
    @Test
    void standInIsFilledOnceAndReadsBackThen() throws Exception {
        ReadMemo memo = new ReadMemo();
        memo.begin(new PickleInput(new byte[1], 0, 1), Admission.OF_NOTHING);
        memo.memoize("an object before it");
        List<Object> stored = new ArrayList<>();
        Pending slot = new Pending(memo.size());
        int number = memo.memoize(slot);
        slot.whenMade(() -> stored.add(memo.resolved(slot)));

        assertThatThrownBy(() -> memo.resolved(slot))
                .isInstanceOf(CorruptPickleException.class)
                .hasMessage("corrupt pickle: object 1, which is not made yet, is used at byte 0 of 1 [corrupt-pickle]");

        for (Pending.Deferred action : memo.replace(number, "made")) {
            action.run();
        }

        assertThat(stored).containsExactly("made");
        assertThat(memo.resolved(slot)).isEqualTo("made");
        assertThatThrownBy(() -> memo.replace(number, "made again"))
                .isInstanceOf(CorruptPickleException.class)
                .hasMessage("corrupt pickle: object 1 is made twice at byte 0 of 1 [corrupt-pickle]");
    }
}
