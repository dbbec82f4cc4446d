package io.picklejar.shell;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.runtime.util.EnvironmentInformation;

/**
 * What a cluster says of itself.
 *
 * @param version Flink's
 */
record ClusterOverview(String version, int taskManagers, int slots) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * Asks the REST endpoint.
     *
     * @throws IOException if nobody answers within 10 s, or not as Flink does
     */
    static ClusterOverview of(Address address) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/overview"))
                .timeout(PATIENCE)
                .build();
        String text;
        try {
            text = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IOException("no Flink cluster answers at " + address + "; is this its REST port (rest.port)?", e);
        }
        try {
            return new ClusterOverview(
                    field("flink-version", text),
                    Integer.parseInt(field("taskmanagers", text)),
                    Integer.parseInt(field("slots-total", text)));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "what answers at " + address + " is no Flink cluster; is this its REST port (rest.port)?", e);
        }
    }

    /** The JSON is flat, and its values are numbers and plain strings. */
    private static String field(String name, String json) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"?([^\",}]+)").matcher(json);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + name);
        }
        return matcher.group(1);
    }

    @Override
    public String toString() {
        String own = EnvironmentInformation.getVersion();
        return "Flink " + version + ", TaskManagers: " + taskManagers + ", slots: " + slots
                + (version.equals(own) ? "" : " (this session has Flink " + own + ")");
    }
}
