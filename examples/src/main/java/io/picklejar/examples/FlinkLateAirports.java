package io.picklejar.examples;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The question as a Flink job, written as if Java serialization did not exist: the lambdas capture a class that is not
 * serializable, an {@code Optional}, and this job itself, which holds a logger and a connection; the elements are of a
 * record that only one method knows. Runs in any environment that ships user functions by PickleJar.
 */
final class FlinkLateAirports {
    /** More than there are airports. */
    private static final int MOST_ROWS = 10_000;

    private final System.Logger logger = System.getLogger("late-airports");
    /** Never travels: no lambda reads it. */
    private final HttpClient connection = HttpClient.newHttpClient();

    private final AirportIndex airports;
    private final int minimumFlights;

    FlinkLateAirports(AirportIndex airports, int minimumFlights) {
        this.airports = airports;
        this.minimumFlights = minimumFlights;
    }

    /** Adds the steps, the last of which gives a row for each airport. */
    DataStream<LateAirport> addTo(StreamExecutionEnvironment environment) {
        record Total(String origin, int flights, long minutes) {
            Total plus(Total other) {
                return new Total(origin, flights + other.flights, minutes + other.minutes);
            }
        }

        logger.log(System.Logger.Level.DEBUG, "running beside {0}", connection);
        Optional<Integer> longest = Optional.of(LateAirports.LONGEST_DELAY);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        return environment
                .fromData(CsvFile.lines("flights.csv"))
                .map(Flight::parse)
                .name("parse")
                .filter(flight -> longest.isEmpty() || flight.delay() <= longest.get())
                .name("believable")
                .map(flight -> new Total(flight.origin(), 1, flight.delay()))
                .name("one flight")
                .keyBy(Total::origin)
                .reduce(Total::plus)
                .name("add up")
                .filter(total -> total.flights() >= minimumFlights)
                .name("enough flights")
                .map(total -> {
                    Airport airport = airports.find(total.origin());
                    return new LateAirport(
                            total.origin(), airport.name(), airport.state(), total.flights(), total.minutes());
                })
                .name("name");
    }

    /** Runs the job and waits for its rows. */
    static List<LateAirport> run(DataStream<LateAirport> rows) throws Exception {
        return LateAirports.latest(rows.executeAndCollect("late airports", MOST_ROWS));
    }
}
