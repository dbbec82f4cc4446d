package io.picklejar.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.error.CorruptPickleException;
import io.picklejar.error.UnpicklingException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that are no record are refused, and never make more than they can hold. */
@SuppressWarnings("ArrayRecordComponent") // users do have arrays
final class HostileRecordTest {
    private static final RecordCodec<Shop.Drawing> CODEC = Records.codec(Shop.Drawing.class);

    private static byte[] drawing() {
        return Records.write(
                CODEC,
                new Shop.Drawing(List.of(new Shop.Square(1, Shop.Color.RED), new Shop.Circle(2)), new Shop.Ok<>(3)));
    }

    @Test
    void cutRecordsAreRefused() {
        byte[] bytes = drawing();
        for (int i = 0; i < bytes.length; i++) {
            byte[] cut = Arrays.copyOf(bytes, i);
            assertThatThrownBy(() -> Records.read(CODEC, cut)).isInstanceOf(CorruptPickleException.class);
        }
    }

    @Test
    void longRecordsAreRefused() {
        byte[] bytes = Arrays.copyOf(drawing(), drawing().length + 2);

        assertThatThrownBy(() -> Records.read(CODEC, bytes))
                .hasMessage("corrupt record: 2 bytes too many at byte " + (bytes.length - 2) + " of " + bytes.length
                        + " [corrupt-pickle]");
    }

    @Test
    void changedRecordsAreReadOrRefused() {
        byte[] bytes = drawing();
        int refused = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Records.read(CODEC, flipped);
            } catch (UnpicklingException e) {
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    record Sizes(List<String> list, int[] numbers, String text) {}

    @Test
    void lengthsAreCheckedFirst() {
        RecordCodec<Sizes> codec = Records.codec(Sizes.class);
        byte[] list = {1, 1, -1, -1, -1, -1, 7};
        byte[] numbers = {1, 0, -1, -1, -1, -1, 7};
        byte[] text = {1, 0, 0, -1, -1, -1, -1, 15};

        assertThatThrownBy(() -> Records.read(codec, list))
                .hasMessage(
                        "corrupt record: a length of 2147483647 where 0 bytes remain at byte 7 of 7 [corrupt-pickle]");
        assertThatThrownBy(() -> Records.read(codec, numbers))
                .hasMessage(
                        "corrupt record: a length of 2147483646 where 0 bytes remain at byte 7 of 7 [corrupt-pickle]");
        assertThatThrownBy(() -> Records.read(codec, text))
                .hasMessage(
                        "corrupt record: a length of 2147483647 where 0 bytes remain at byte 8 of 8 [corrupt-pickle]");
    }
}
