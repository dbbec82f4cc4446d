package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FirstUseBenchmarkTest {
    @ParameterizedTest
    @EnumSource(names = {"PICKLEJAR", "PICKLEJAR_BY_VALUE", "JAVA", "KRYO_CLOSURES"})
    void everyCopyIsOfAClassOfItsOwn(Peers peer) throws Exception {
        FirstUseBenchmark benchmark = benchmark(peer);

        benchmark.meet();
        Object one = benchmark.deserialize();
        benchmark.meet();
        Object other = benchmark.deserialize();

        assertThat(Closures.agree(one, Closures.small())).isTrue();
        assertThat(Closures.agree(other, one)).isTrue();
        assertThat(loader(one)).isNotSameAs(loader(other));
        assertThat(loader(one)).isNotSameAs(Closures.class.getClassLoader());
    }

    @Test
    void receiversHaveTheClassUnlessItTravels() throws Exception {
        FirstUseBenchmark byReference = benchmark(Peers.PICKLEJAR);
        FirstUseBenchmark byValue = benchmark(Peers.PICKLEJAR_BY_VALUE);

        assertThat(loader(byReference.deserialize())).isInstanceOf(ClosureLoader.class);
        assertThat(loader(byValue.deserialize())).isNotInstanceOf(ClosureLoader.class);
        assertThat(byValue.serialize()).isGreaterThan(byReference.serialize());
    }

    @Test
    void theLoaderOfAReceiverCanLackTheClass() {
        String name = Closures.class.getName();
        assertThatThrownBy(() -> ClosureLoader.lacking().loadClass(name))
                .isInstanceOf(ClassNotFoundException.class)
                .hasMessage(name);
        assertThatThrownBy(() -> ClosureLoader.make("huge"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no closure huge");
    }

    private static FirstUseBenchmark benchmark(Peers peer) throws Exception {
        FirstUseBenchmark benchmark = new FirstUseBenchmark();
        benchmark.workload = Workload.COLD_SERIALIZABLE_CLOSURE;
        benchmark.peer = peer;
        benchmark.prepare();
        return benchmark;
    }

    private static ClassLoader loader(Object closure) {
        return closure.getClass().getClassLoader();
    }
}
