package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.util.ArrayList;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.typeutils.TypeInformationTestBase;
import org.junit.jupiter.api.Test;

/** Flink's own suite for types, and what is ours. */
final class PickleTypeInfoTest extends TypeInformationTestBase<PickleTypeInfo<?>> {
    @Override
    protected PickleTypeInfo<?>[] getTestData() {
        return new PickleTypeInfo<?>[] {
            PickleTypeInfo.of(Basket.class), PickleTypeInfo.of(ArrayList.class), PickleTypeInfo.of(String.class)
        };
    }

    @Test
    void onlyTypesWithCanonicalBytesAreKeys() {
        assertThat(PickleTypeInfo.of(String.class).isKeyType()).isTrue();
        assertThat(PickleTypeInfo.of(Long.class).isKeyType()).isTrue();
        assertThat(PickleTypeInfo.of(DayOfWeek.class).isKeyType()).isTrue();
        assertThat(PickleTypeInfo.of(Basket.class).isKeyType()).isFalse();
        assertThat(PickleTypeInfo.of(ArrayList.class).isKeyType()).isFalse();
    }

    @Test
    void immutableValuesAreSharedAndOthersCopied() {
        String text = new String("text");
        Basket basket = new Basket("ann", null).with("egg");

        assertThat(PickleSerializer.of(String.class).copy(text)).isSameAs(text);
        assertThat(PickleSerializer.of(String.class).isImmutableType()).isTrue();
        assertThat(PickleSerializer.of(Basket.class).copy(basket))
                .isEqualTo(basket)
                .isNotSameAs(basket);
        assertThat(PickleSerializer.of(Basket.class).isImmutableType()).isFalse();
    }

    @Test
    void nullIsARecord() {
        assertThat(PickleSerializer.of(Basket.class).copy(null)).isNull();
    }

    @Test
    void bothVersionsOfFlinkGetTheSerializer() {
        ExecutionConfig config = new ExecutionConfig();

        assertThat(PickleTypeInfo.of(Basket.class).createSerializer(config))
                .isEqualTo(PickleTypeInfo.of(Basket.class).createSerializer(config.getSerializerConfig()));
    }

    @Test
    void namesItsClass() {
        assertThat(PickleTypeInfo.of(Basket.class)).hasToString("PickleType<io.picklejar.flink.Basket>");
        assertThat(PickleSerializer.of(Basket.class)).hasToString("PickleSerializer<io.picklejar.flink.Basket>");
    }
}
