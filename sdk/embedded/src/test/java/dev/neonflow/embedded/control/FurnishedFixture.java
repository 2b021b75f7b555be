package dev.neonflow.embedded.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A control plane that has some of everything, and what must be true of it after any mishap. */
abstract class FurnishedFixture extends ControlPlaneFixture {

  String gone = "";
  String second = "";

  Branch branch(String name) {
    return control.branches().list().stream()
        .filter(b -> b.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  void furnish() {
    String main = control.branches().defaultBranch().id();
    finishAll(control.roles().resetPassword(main, "neondb_owner").operations());
    Branch b = made(named("b"));
    made(child("child", b.id()));
    made(named("b2"));
    Branch guarded = made(named("guarded"));
    control.branches().change(guarded.id(), protect());
    Branch parent = made(named("gone"));
    gone = parent.id();
    Branch child = made(child("gone-child", gone));
    delete(child.id());
    delete(gone);
    Accepted<CreatedProject> accepted = account.create(NewProject.FIRST);
    second = accepted.subject().project().id();
    ControlPlane first = control;
    control = account.project(second).orElseThrow();
    finishAll(accepted.operations());
    made(named("of-second"));
    control = first;
  }

  /** The branches that are not asked to go. */
  Set<String> lasting(Scenario scenario) {
    return control.branches().list().stream()
        .filter(branch -> !scenario.removes(branch))
        .map(Branch::id)
        .collect(Collectors.toSet());
  }

  static Map<String, Integer> ports(ControlPlane control) {
    Map<String, Integer> ports = new HashMap<>();
    control.endpoints().list().forEach(endpoint -> ports.put(endpoint.id(), endpoint.port()));
    return ports;
  }

  static Map<String, String> passwords(ControlPlane control) {
    Map<String, String> all = new HashMap<>();
    for (Branch branch : control.branches().list()) {
      for (String role : List.of("neondb_owner", "reader")) {
        control
            .roles()
            .knownPassword(branch.id(), role)
            .ifPresent(password -> all.put(branch.id() + " " + role, password));
      }
    }
    return all;
  }

  static void assertSound(String before, Path home, MemoryDataPlane data, Account account) {
    Set<String> timelines = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (ControlPlane project : account.projects()) {
      assertSound(before, data, project);
      timelines.addAll(project.timelines());
      ids.add(project.project().id());
    }
    assertEquals(timelines, data.timelines(), before);
    assertEquals(Set.of(), data.aside(), before);
    try (var paths = Files.list(home.resolve("projects"))) {
      assertEquals(ids, paths.map(p -> p.getFileName().toString()).collect(Collectors.toSet()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void assertSound(String before, MemoryDataPlane data, ControlPlane after) {
    List<Branch> branches = after.branches().list();
    assertTrue(branches.stream().allMatch(Branch::ready), before);
    assertEquals(1, branches.stream().filter(Branch::defaultBranch).count(), before);
    assertFalse(after.operations().list().stream().anyMatch(Operation::unfinished), before);
    assertTrue(after.endpoints().list().stream().allMatch(e -> e.pending() == null), before);
    List<Branch> all = new ArrayList<>(branches);
    all.addAll(after.deletedBranches().list());
    Set<String> ids = all.stream().map(Branch::id).collect(Collectors.toSet());
    for (Branch branch : all) {
      assertTrue(branch.parentId() == null || ids.contains(branch.parentId()), before);
      Map<String, String> actual = data.passwords(branch.timelineId());
      String owner = after.project().role();
      if (actual.containsKey(owner)) {
        assertEquals(
            Optional.of(actual.get(owner)),
            after.roles().knownPassword(branch.id(), owner),
            before + " " + branch.name());
      }
    }
  }

  static void copyTree(Path from, Path to) {
    try (var files = Files.walk(from)) {
      for (Path file :
          files.filter(path -> !from.relativize(path).toString().contains("killed-")).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    } catch (NoSuchFileException gone) {
      // A draft that became a file.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
