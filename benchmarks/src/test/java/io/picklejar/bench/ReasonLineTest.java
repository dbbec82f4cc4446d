package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.NotSerializableException;
import org.junit.jupiter.api.Test;

final class ReasonLineTest {
    @Test
    void namesOfLambdasLoseWhatChangesFromRunToRun() {
        assertThat(ReasonLine.of(new NotSerializableException("a.B$$Lambda$142/0x00007f61c8001a18, b.C@1b2c3d4e")))
                .isEqualTo("NotSerializableException: a.B$$Lambda, b.C");
        assertThat(ReasonLine.of(new NotSerializableException("a.B$$Lambda/0x00007f61c8001a18.arg$1")))
                .isEqualTo("NotSerializableException: a.B$$Lambda.arg$1");
    }

    @Test
    void onlyTheFirstLineOfTheMessageIsKept() {
        assertThat(ReasonLine.of(new IllegalStateException("no way\nserialization trace:\nfield")))
                .isEqualTo("IllegalStateException: no way");
        assertThat(ReasonLine.of(new StackOverflowError())).isEqualTo("StackOverflowError");
    }

    @Test
    void longMessagesAreCut() {
        assertThat(ReasonLine.of(new IllegalStateException("no ".repeat(100))))
                .isEqualTo("IllegalStateException: " + "no ".repeat(45) + "no…");
    }
}
