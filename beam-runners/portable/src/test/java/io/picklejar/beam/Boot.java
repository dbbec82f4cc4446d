package io.picklejar.beam;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.beam.model.fnexecution.v1.ProvisionApi.GetProvisionInfoRequest;
import org.apache.beam.model.fnexecution.v1.ProvisionApi.ProvisionInfo;
import org.apache.beam.model.fnexecution.v1.ProvisionServiceGrpc;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi.GetArtifactRequest;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi.GetArtifactResponse;
import org.apache.beam.model.jobmanagement.v1.ArtifactApi.ResolveArtifactsRequest;
import org.apache.beam.model.jobmanagement.v1.ArtifactRetrievalServiceGrpc;
import org.apache.beam.model.jobmanagement.v1.ArtifactRetrievalServiceGrpc.ArtifactRetrievalServiceBlockingStub;
import org.apache.beam.model.pipeline.v1.RunnerApi.ArtifactInformation;
import org.apache.beam.vendor.grpc.v1p60p1.com.google.protobuf.util.JsonFormat;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.Channel;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.ManagedChannelBuilder;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.Metadata;
import org.apache.beam.vendor.grpc.v1p60p1.io.grpc.stub.MetadataUtils;

/**
 * Starts a worker for the environment PROCESS: what Beam's containers have a Go program for. Asks the runner what the worker
 * needs, fetches the staged jars, and runs Beam's harness in a JVM that has these and nothing else.
 */
final class Boot {
    private static final int LARGEST_MESSAGE = 64 << 20;

    private final String worker;

    private Boot(String worker) {
        this.worker = worker;
    }

    /** Takes {@code --id} and {@code --provision_endpoint}; ends with the harness. */
    public static void main(String[] arguments) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("--") && equals > 0) {
                options.put(argument.substring(2, equals), argument.substring(equals + 1));
            }
        }
        Boot boot = new Boot(requireNonNull(options.get("id"), "--id"));
        System.exit(boot.run(requireNonNull(options.get("provision_endpoint"), "--provision_endpoint")));
    }

    private int run(String endpoint) throws IOException, InterruptedException {
        ProvisionInfo info = ProvisionServiceGrpc.newBlockingStub(channel(endpoint))
                .getProvisionInfo(GetProvisionInfoRequest.getDefaultInstance())
                .getInfo();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx256m", "-cp", String.join(":", fetch(info)), "org.apache.beam.fn.harness.FnHarness"));
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        Map<String, String> environment = builder.environment();
        environment.put("HARNESS_ID", worker);
        environment.put(
                "LOGGING_API_SERVICE_DESCRIPTOR",
                descriptor(info.getLoggingEndpoint().getUrl()));
        environment.put(
                "CONTROL_API_SERVICE_DESCRIPTOR",
                descriptor(info.getControlEndpoint().getUrl()));
        environment.put("RUNNER_CAPABILITIES", String.join(" ", info.getRunnerCapabilitiesList()));
        environment.put("PIPELINE_OPTIONS", JsonFormat.printer().print(info.getPipelineOptions()));
        Process harness = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(harness::destroy, "stop-harness"));
        return harness.waitFor();
    }

    private Channel channel(String endpoint) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("worker_id", Metadata.ASCII_STRING_MARSHALLER), worker);
        return ManagedChannelBuilder.forTarget(endpoint)
                .usePlaintext()
                .maxInboundMessageSize(LARGEST_MESSAGE)
                .intercept(MetadataUtils.newAttachHeadersInterceptor(metadata))
                .build();
    }

    /** The staged jars, in a folder that goes with the worker's others. */
    private List<String> fetch(ProvisionInfo info) throws IOException {
        ArtifactRetrievalServiceBlockingStub stub = ArtifactRetrievalServiceGrpc.newBlockingStub(
                channel(info.getArtifactEndpoint().getUrl()));
        Path directory = Files.createTempDirectory("beam-worker");
        List<String> files = new ArrayList<>();
        for (ArtifactInformation artifact : stub.resolveArtifacts(ResolveArtifactsRequest.newBuilder()
                        .addAllArtifacts(info.getDependenciesList())
                        .build())
                .getReplacementsList()) {
            Path file = directory.resolve(files.size() + ".jar");
            try (OutputStream out = Files.newOutputStream(file)) {
                Iterator<GetArtifactResponse> parts = stub.getArtifact(
                        GetArtifactRequest.newBuilder().setArtifact(artifact).build());
                while (parts.hasNext()) {
                    parts.next().getData().writeTo(out);
                }
            }
            file.toFile().deleteOnExit();
            files.add(file.toString());
        }
        directory.toFile().deleteOnExit();
        return files;
    }

    private static String descriptor(String url) {
        return "url: \"" + url + "\"";
    }
}
