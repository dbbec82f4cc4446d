package io.picklejar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class HostileStreamTest {
    private static final byte[] BYTES = {1, 2, 3};

    @Test
    void trickleGivesOneByteAtATime() throws IOException {
        try (TrickleInputStream in = new TrickleInputStream(BYTES)) {
            byte[] target = new byte[3];
            assertThat(in.available()).isZero();
            assertThat(in.read(target, 0, 3)).isEqualTo(1);
            assertThat(in.skip(2)).isEqualTo(1);
            assertThat(in.readAllBytes()).containsExactly(3);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void truncationsEndBeforeEachByte() {
        assertThat(Damage.truncations(BYTES)).containsExactly(new byte[] {}, new byte[] {1}, new byte[] {1, 2});
    }

    @Test
    void bitFlipsChangeOneBit() {
        assertThat(Damage.bitFlips(BYTES)).hasSize(24).doesNotContain(BYTES).contains(new byte[] {1, 2, 2});
        assertThat(Damage.bitFlips(BYTES, 1, 5)).hasSize(5).doesNotContain(BYTES);
    }
}
