package io.picklejar.examples;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Filter;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The question as a Beam pipeline, as free of Java serialization as {@link FlinkLateAirports}: the lambdas capture a
 * class that is not serializable, an {@code Optional}, and this job itself with its logger and its connection.
 */
final class BeamLateAirports {
    private final System.Logger logger = System.getLogger("late-airports");
    /** Never travels: no lambda reads it. */
    private final HttpClient connection = HttpClient.newHttpClient();

    private final AirportIndex airports;
    private final int minimumFlights;

    BeamLateAirports(AirportIndex airports, int minimumFlights) {
        this.airports = airports;
        this.minimumFlights = minimumFlights;
    }

    /** Adds the steps, the last of which writes a line for each airport to files in the directory. */
    void addTo(Pipeline pipeline, Path directory) {
        record Total(int flights, long minutes) {
            Total plus(Total other) {
                return new Total(flights + other.flights, minutes + other.minutes);
            }
        }

        logger.log(System.Logger.Level.DEBUG, "running beside {0}", connection);
        Optional<Integer> longest = Optional.of(LateAirports.LONGEST_DELAY);
        pipeline.apply("read", Create.of(CsvFile.lines("flights.csv")))
                .apply(
                        "parse",
                        MapElements.into(TypeDescriptor.of(Flight.class)).via(Flight::parse))
                .apply("believable", Filter.by(flight -> longest.isEmpty() || flight.delay() <= longest.get()))
                .apply(
                        "one flight",
                        MapElements.into(TypeDescriptors.kvs(TypeDescriptors.strings(), TypeDescriptor.of(Total.class)))
                                .via(flight -> KV.of(flight.origin(), new Total(1, flight.delay()))))
                .apply("add up", Combine.perKey(Total::plus))
                .apply("enough flights", Filter.by(total -> total.getValue().flights() >= minimumFlights))
                .apply(
                        "name",
                        MapElements.into(TypeDescriptor.of(LateAirport.class)).via(total -> {
                            Airport airport = airports.find(total.getKey());
                            return new LateAirport(
                                    total.getKey(),
                                    airport.name(),
                                    airport.state(),
                                    total.getValue().flights(),
                                    total.getValue().minutes());
                        }))
                .apply("format", MapElements.into(TypeDescriptors.strings()).via(LateAirport::toLine))
                .apply("write", TextIO.write().to(directory.resolve("airports").toString()));
    }

    /** The rows that a run of the pipeline has written to the directory. */
    static List<LateAirport> read(Path directory) throws IOException {
        List<LateAirport> rows = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "airports*")) {
            for (Path file : files) {
                Files.readAllLines(file).stream().map(LateAirport::parse).forEach(rows::add);
            }
        }
        return LateAirports.latest(rows);
    }
}
