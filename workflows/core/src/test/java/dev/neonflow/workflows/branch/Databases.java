package dev.neonflow.workflows.branch;

import dev.neonflow.sdk.ConnectionUri;
import dev.neonflow.sdk.Neon;
import dev.neonflow.sdk.branches.Branch;
import dev.neonflow.sdk.branches.CreateBranch;
import dev.neonflow.sdk.branches.ListBranches;
import dev.neonflow.sdk.branches.UpdateBranch;
import dev.neonflow.sdk.connectionuris.ConnectionUriQuery;
import dev.neonflow.sdk.endpoints.AddEndpoint;
import dev.neonflow.sdk.operations.Operation;
import dev.neonflow.workflows.internal.Jdbc;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is in the branches of a project, asked past all workflows. */
final class Databases {

  private final Neon neon;
  private final String projectId;

  Databases(Sandbox sandbox) {
    this.neon = sandbox.neon();
    this.projectId = sandbox.projectId();
  }

  String projectId() {
    return projectId;
  }

  List<Branch> branches() {
    return neon.branches().listAll(projectId, ListBranches.all()).stream()
        .map(found -> found.branch())
        .toList();
  }

  Branch branch(String name) {
    return neon.branches().find(projectId, name).orElseThrow().branch();
  }

  List<String> named(String start) {
    return branches().stream().map(Branch::name).filter(n -> n.startsWith(start)).sorted().toList();
  }

  Branch create(String name, UnaryOperator<CreateBranch> as) {
    var created = neon.branches().create(projectId, as.apply(CreateBranch.named(name)));
    await(created.operations());
    return created.branch();
  }

  Branch childOf(String parent, String name) {
    String parentId = branch(parent).id();
    return create(name, request -> request.withoutEndpoint().parentId(parentId));
  }

  void update(String name, UnaryOperator<UpdateBranch> change) {
    String id = branch(name).id();
    await(neon.branches().update(projectId, id, change.apply(UpdateBranch.create())).operations());
  }

  void makeDefault(String name) {
    await(neon.branches().setDefault(projectId, branch(name).id()).operations());
  }

  ConnectionUri uri(String branch) {
    String id = branch(branch).id();
    if (neon.endpoints().listOfBranch(projectId, id).isEmpty()) {
      await(neon.endpoints().create(projectId, AddEndpoint.readWrite(id)).operations());
    }
    return neon.connectionUris()
        .get(projectId, ConnectionUriQuery.of("neondb", "neondb_owner").branchId(id));
  }

  void execute(String branch, String sql) {
    try (Connection connection = Jdbc.open(uri(branch));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of all rows. */
  List<String> query(String branch, String sql) {
    List<String> rows = new ArrayList<>();
    try (Connection connection = Jdbc.open(uri(branch));
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
      return rows;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What is in all tables of a branch, and its settings. */
  String fingerprint(String branch) {
    Branch found = branch(branch);
    try {
      return String.join(
          "; ",
          found.id(),
          "default " + found.isDefault(),
          "protected " + found.isProtected(),
          "expires " + found.expiresAt(),
          "made " + found.createdAt(),
          neon.endpoints().listOfBranch(projectId, found.id()).stream()
              .map(endpoint -> endpoint.id() + " " + endpoint.settings())
              .toList()
              .toString(),
          ProductionChecksum.of(uri(branch)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(List<Operation> operations) {
    neon.operations().await(projectId, operations, Duration.ofMinutes(1));
  }
}
