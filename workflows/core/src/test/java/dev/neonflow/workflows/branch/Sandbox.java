package dev.neonflow.workflows.branch;

import dev.neonflow.embedded.EmbeddedNeon;
import dev.neonflow.embedded.EmbeddedNeonOptions;
import dev.neonflow.embedded.ServedRequest;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.Secret;
import dev.neonflow.sdk.branches.AnnotatedBranch;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.BranchCreated;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.workflows.Neonflow;
import dev.neonflow.workflows.NeonflowBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;

/** A real embedded Neon whose requests are counted on the wire. */
final class Sandbox implements AutoCloseable {

  private final Queue<ServedRequest> served = new ConcurrentLinkedQueue<>();
  private final AtomicInteger lockDirectories = new AtomicInteger();
  private final EmbeddedNeon embedded;
  private final Path directory;

  Sandbox(Path directory) {
    this.directory = directory;
    this.embedded = EmbeddedNeon.start(EmbeddedNeonOptions.defaults().onRequest(served::add));
  }

  EmbeddedNeon embedded() {
    return embedded;
  }

  String projectId() {
    return embedded.projectId();
  }

  Neon neon(Interceptor... interceptors) {
    OkHttpClient.Builder http = new OkHttpClient.Builder();
    for (Interceptor interceptor : interceptors) {
      http.addInterceptor(interceptor);
    }
    return Neon.builder(Secret.of(embedded.apiKey()))
        .apiBase(embedded.apiBase())
        .httpClient(http.build())
        .build();
  }

  /** As on another machine: nothing is shared but Neon. */
  NeonflowBuilder neonflow(Interceptor... interceptors) {
    return Neonflow.builder(neon(interceptors))
        .projectId(embedded.projectId())
        .repository("acme/shop")
        .environment(name -> null)
        .directory(directory)
        .lockDirectory(directory.resolve("locks-" + lockDirectories.incrementAndGet()));
  }

  /**
   * A branch that is ready: one that still comes about can neither be deleted nor have children.
   */
  BranchCreated created(CreateBranch request) {
    BranchCreated created = neon().branches().create(projectId(), request);
    neon().operations().await(projectId(), created.operations(), Duration.ofMinutes(1));
    return created;
  }

  /** Whatever it is, and at once. */
  void remove(Branch branch) {
    Neon neon = neon();
    if (branch.isProtected()) {
      neon.branches()
          .update(projectId(), branch.id(), UpdateBranch.create().protectedBranch(false));
    }
    neon.operations()
        .await(
            projectId(),
            neon.branches().delete(projectId(), branch.id()).operations(),
            Duration.ofMinutes(1));
  }

  List<AnnotatedBranch> branches(String search) {
    return neon().branches().list(embedded.projectId(), ListBranches.all().search(search)).items();
  }

  /** Forgets the requests up to now. */
  void count() {
    served.clear();
  }

  /** What was requested since, without ids and without the polling of operations. */
  List<String> counted() {
    return served.stream()
        .map(
            request ->
                request.method()
                    + " "
                    + request
                        .path()
                        .replace(embedded.projectId(), "{p}")
                        .replaceAll("/br-[^/]+", "/{b}"))
        .filter(line -> !line.contains("/operations"))
        .toList();
  }

  @Override
  public void close() {
    embedded.close();
  }
}
