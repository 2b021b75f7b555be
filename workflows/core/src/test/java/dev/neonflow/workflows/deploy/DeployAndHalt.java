package dev.neonflow.workflows.deploy;

import dev.neonflow.workflows.FakeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Deploys and is gone, as by {@code kill -9}: at once after the start, or after the record. */
final class DeployAndHalt {
  private DeployAndHalt() {}

  public static void main(String[] arguments) throws Exception {
    Path state = Path.of(arguments[1]);
    String[] command = Arrays.copyOfRange(arguments, 2, arguments.length);
    FakeContext context = FakeContext.forCommit("c1");
    if (arguments[0].equals("started")) {
      context.onProgress = text -> Runtime.getRuntime().halt(1);
    } else {
      context.onHeartbeat = () -> haltIfRecorded(state);
    }
    ProcessDeployer.of(command)
        .stateDir(state)
        .deploy(
            new DeployRequest(
                DeploymentNames.of(context.subject()),
                ProcessDeployerTest.BRANCH,
                FakeContext.uris()),
            context);
  }

  private static void haltIfRecorded(Path state) {
    try (Stream<Path> files = Files.list(state)) {
      if (files.anyMatch(file -> file.toString().endsWith(".pid"))) {
        Runtime.getRuntime().halt(1);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
