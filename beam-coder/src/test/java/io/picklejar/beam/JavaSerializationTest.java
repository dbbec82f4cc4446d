package io.picklejar.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.acme.orders.Doubling;
import io.picklejar.PickleJar;
import io.picklejar.policy.ClassRule;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class JavaSerializationTest {
    private final PickleJar standard = PickleJar.standard();
    private final PickleJar byValue =
            PickleJar.builder().byValue(ClassRule.packageName("com.acme")).build();

    private record Node(@Nullable Node next) implements Serializable {}

    @Test
    void serializableValueHasNoObstacle() {
        assertThat(JavaSerialization.obstacle(new Doubling(), standard)).isNull();
        assertThat(JavaSerialization.obstacle(List.of("a"), byValue)).isNull();
    }

    @Test
    void obstacleNamesTheClassThatIsNotSerializable() {
        assertThat(JavaSerialization.obstacle(List.of(Optional.of("a")), standard))
                .isEqualTo("java.util.Optional is not Serializable");
    }

    @Test
    void obstacleNamesTheClassThatTravelsByValue() {
        assertThat(JavaSerialization.obstacle(List.of(new Doubling()), byValue))
                .isEqualTo("com.acme.orders.Doubling travels by value");
        assertThat(JavaSerialization.obstacle(new Doubling[0], byValue))
                .isEqualTo("com.acme.orders.Doubling travels by value");
        assertThat(JavaSerialization.obstacle(Doubling.class, byValue))
                .isEqualTo("com.acme.orders.Doubling travels by value");
    }

    @Test
    void deepGraphIsAnObstacle() {
        Node node = new Node(null);
        for (int i = 0; i < 100_000; i++) {
            node = new Node(node);
        }

        assertThat(JavaSerialization.obstacle(node, standard))
                .isEqualTo("its object graph is too deep for Java serialization");
    }
}
