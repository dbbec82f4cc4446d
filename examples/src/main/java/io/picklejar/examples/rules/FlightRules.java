package io.picklejar.examples.rules;

import io.picklejar.flink.PickleTypeInfo;
import io.picklejar.flink.Pickled;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/** The job: flights without end, and the rules that apply to them, which may change at any time. */
public final class FlightRules {
    /** A rule leads to code, so it is a pickle: its code comes along, into the state and out of it. */
    private static final TypeInformation<Rule> RULE = PickleTypeInfo.graph(Rule.class);

    private static final int TICKS_PER_SECOND = 20;

    private FlightRules() {}

    /**
     * Adds the job to the environment.
     *
     * @param lines of {@code data/flights.csv}, repeated for ever
     * @param flightsPerSecond at least 1
     * @param folder where {@link Rules#send} puts the rules
     */
    public static DataStream<Alert> addTo(
            StreamExecutionEnvironment environment, String[] lines, double flightsPerSecond, String folder) {
        DataStream<Rule> rules = environment
                .fromSource(
                        new DataGeneratorSource<>(
                                Pickled.generator(tick -> tick),
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(TICKS_PER_SECOND),
                                Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "ticks")
                .setParallelism(1)
                .uid("ticks")
                .flatMap(new IncomingRules(folder))
                .setParallelism(1)
                .uid("rules")
                .returns(RULE);
        DataStream<Departure> departures = environment
                .fromSource(
                        new DataGeneratorSource<>(
                                Pickled.generator(number -> Departure.of(number, lines)),
                                Long.MAX_VALUE,
                                RateLimiterStrategy.perSecond(flightsPerSecond),
                                PickleTypeInfo.of(Departure.class)),
                        WatermarkStrategy.noWatermarks(),
                        "flights")
                .setParallelism(1)
                .uid("flights");
        return departures
                .rebalance()
                .connect(rules.broadcast(ApplyRules.RULES))
                .process(new ApplyRules())
                .uid("apply")
                .returns(PickleTypeInfo.of(Alert.class));
    }

    /** Keeps the rules in broadcast state and applies them all. */
    private static final class ApplyRules extends BroadcastProcessFunction<Departure, Rule, Alert> {
        private static final long serialVersionUID = 1L;

        private static final MapStateDescriptor<String, Rule> RULES =
                new MapStateDescriptor<>("rules", Types.STRING, RULE);

        @Override
        public void processElement(Departure departure, ReadOnlyContext context, Collector<Alert> out)
                throws Exception {
            for (Map.Entry<String, Rule> each : context.getBroadcastState(RULES).immutableEntries()) {
                if (each.getValue().matches().test(departure)) {
                    out.collect(new Alert(
                            each.getKey(), departure, ProcessHandle.current().pid()));
                }
            }
        }

        @Override
        public void processBroadcastElement(Rule rule, Context context, Collector<Alert> out) throws Exception {
            context.getBroadcastState(RULES).put(rule.name(), rule);
        }
    }
}
