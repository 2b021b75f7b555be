package dev.neonflow.examples;

import dev.neonflow.workflows.StepContext;
import dev.neonflow.workflows.deploy.DeployRequest;
import dev.neonflow.workflows.deploy.Deployer;
import dev.neonflow.workflows.deploy.Deployment;
import dev.neonflow.workflows.deploy.DeploymentRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

// region deployer
/** Tells a host where each application's database is: one file for each in a folder. */
public record FolderDeployer(Path folder) implements Deployer {

  @Override
  public String platform() {
    return "folder";
  }

  @Override
  public String describe() {
    return "a file in " + folder;
  }

  @Override
  public Deployment deploy(DeployRequest request, StepContext context) throws IOException {
    Path file = file(request.deployment());
    boolean adopted = Files.exists(file); // what a failed run did not make, it does not undo
    Files.createDirectories(folder);
    Files.writeString(file, "host=" + request.branch().pooledHost() + "\n");
    return new Deployment(
        platform(), request.deployment().name(), file.toUri(), true, adopted, "written");
  }

  @Override
  public boolean destroy(DeploymentRef deployment, StepContext context) throws IOException {
    return Files.deleteIfExists(file(deployment));
  }

  private Path file(DeploymentRef deployment) {
    return folder.resolve(deployment.name()); // the same subject always has the same name
  }
}
// end
