package io.picklejar.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WorkloadTest {
    @ParameterizedTest
    @EnumSource
    void aValueIsNoCopyOfItself(Workload workload) {
        Object value = workload.value();
        assertThat(workload.isFaithful(value, value)).isFalse();
        assertThat(workload.isFaithful(value, workload.value())).isTrue();
    }

    @Test
    void valuesThatDifferAreNotFaithful() {
        FlightPojo late = FlightPojo.of(FlightRecord.sample());
        late.departure++;
        assertThat(Workload.POJO.isFaithful(Workload.POJO.value(), late)).isFalse();
        assertThat(Workload.SMALL_CLOSURE.isFaithful(Closures.small(), Closures.large()))
                .isFalse();
    }
}
