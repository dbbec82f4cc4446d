package io.picklejar.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.picklejar.PickleJar;
import io.picklejar.flink.shop.Order;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.InvalidProgramException;
import org.apache.flink.api.common.typeinfo.TypeHint;
import org.apache.flink.api.common.typeutils.TypeInformationTestBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Flink's own suite for types, and what is ours. */
final class PickleTypeInfoTest extends TypeInformationTestBase<PickleTypeInfo<?>> {
    @Override
    protected PickleTypeInfo<?>[] getTestData() {
        return new PickleTypeInfo<?>[] {
            PickleTypeInfo.of(Basket.class),
            PickleTypeInfo.of(ArrayList.class),
            PickleTypeInfo.of(String.class),
            PickleTypeInfo.graph(String.class),
            PickleTypeInfo.of(Order.class),
            PickleTypeInfo.of(new TypeHint<Pair<String, Long>>() {})
        };
    }

    record Key(String name, @Nullable Integer number, Optional<LocalDate> day) {}

    record KeyWithEnum(DayOfWeek day) {}

    static final class NoHash {
        @SuppressWarnings("unused")
        private int x;
    }

    @Test
    void onlyTypesWithCanonicalBytesAndStableHashesAreKeys() {
        assertThat(PickleTypeInfo.of(String.class).isKeyType()).isTrue();
        assertThat(PickleTypeInfo.of(Long.class).isKeyType()).isTrue();
        assertThat(PickleTypeInfo.of(Key.class).isKeyType()).isTrue();
        assertThat(PickleTypeInfo.of(DayOfWeek.class).isKeyType()).isFalse();
        assertThat(PickleTypeInfo.of(Basket.class).isKeyType()).isFalse();
        assertThat(PickleTypeInfo.of(ArrayList.class).isKeyType()).isFalse();
    }

    @Test
    void othersAreRefusedWithTheReason() {
        assertThat(keyProblem(KeyWithEnum.class))
                .isEqualTo("hash codes of java.time.DayOfWeek differ from JVM to JVM, as those of all enums; use the"
                        + " constant's name");
        assertThat(keyProblem(NoHash.class))
                .isEqualTo(NoHash.class.getName() + " has no equals and hashCode of its own");
        assertThat(keyProblem(Basket.class))
                .isEqualTo("its records are pickles, and equal ones may have different bytes");
        PickleEnvironment environment = PickleEnvironment.local();
        environment
                .fromData(1, 2)
                .keyBy(number -> new KeyWithEnum(DayOfWeek.of(number)), PickleTypeInfo.of(KeyWithEnum.class))
                .reduce(Integer::sum)
                .name("sum")
                .print();

        assertThatThrownBy(() -> environment.getStreamGraph(false))
                .isInstanceOf(InvalidProgramException.class)
                .hasMessage("operator \"sum\" cannot have keys of " + KeyWithEnum.class.getName() + ": hash codes of"
                        + " java.time.DayOfWeek differ from JVM to JVM, as those of all enums; use the constant's name;"
                        + " key by a string, a number, or a record of them");
    }

    private static @Nullable String keyProblem(Class<?> type) {
        return PickledType.of(type, PickleJar.standard(), RecordMode.AUTO).keyProblem();
    }

    record Pair<A, B>(A left, B right) {}

    @Test
    void hintsSayTheTypeArguments() {
        assertThat(PickleTypeInfo.of(new TypeHint<Pair<String, Long>>() {})
                        .createSerializer(new ExecutionConfig())
                        .snapshotConfiguration())
                .isNotNull();
        assertThat(PickledType.of(Pair.class, PickleJar.standard(), RecordMode.AUTO)
                        .schema())
                .isNull();
        assertThat(((PickleSerializer<?>) PickleTypeInfo.of(new TypeHint<Pair<String, Long>>() {})
                                .createSerializer(new ExecutionConfig()))
                        .type()
                        .schema())
                .asString()
                .endsWith("{left: String, right: Long}");
        assertThatThrownBy(() -> PickleTypeInfo.data(Basket.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "io.picklejar.flink.Basket has no schema: io.picklejar.flink.Basket leads back to itself; use"
                                + " PickleTypeInfo.graph");
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
