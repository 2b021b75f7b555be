package dev.neonflow.embedded.control;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is asked for, of a furnished server. */
enum Scenario {
  CREATE {
    @Override
    void make(FurnishedFixture t) {
      t.made(FurnishedFixture.named("new"));
    }
  },
  CREATE_WITHOUT_COMPUTE {
    @Override
    void make(FurnishedFixture t) {
      t.made(FurnishedFixture.bare("new", t.branch("b").id()));
    }
  },
  CREATE_FROM_PROTECTED {
    @Override
    void make(FurnishedFixture t) {
      t.made(FurnishedFixture.child("new", t.branch("guarded").id()));
    }
  },
  CREATE_SCHEMA_ONLY {
    @Override
    void make(FurnishedFixture t) {
      t.made(
          new NewBranch(
              Optional.of(t.branch("b").id()),
              Optional.of("new"),
              Optional.empty(),
              false,
              true,
              List.of(NewEndpoint.of(Endpoint.Type.READ_WRITE)),
              Map.of()));
    }
  },
  RESTORE {
    @Override
    void make(FurnishedFixture t) {
      t.finish(t.restore(t.branch("b2").id(), t.branch("main").id()));
    }
  },
  RESTORE_AND_PRESERVE {
    @Override
    void make(FurnishedFixture t) {
      t.finish(t.restore(t.branch("b").id(), t.branch("main").id(), "before"));
    }
  },
  RESTORE_OF_SLEEPER {
    @Override
    void make(FurnishedFixture t) {
      Branch b = t.branch("b2");
      String endpoint = t.control.endpoints().of(b.id()).get(0).id();
      t.finishAll(t.control.endpoints().suspend(endpoint).operations());
      t.finish(t.restore(b.id(), t.branch("guarded").id()));
    }
  },
  DELETE {
    @Override
    void make(FurnishedFixture t) {
      t.delete(t.branch("child").id());
    }
  },
  DELETE_FOR_GOOD {
    @Override
    void make(FurnishedFixture t) {
      t.finish(t.control.branches().delete(t.branch("child").id(), true).orElseThrow());
      t.finish(t.control.branches().delete(t.branch("b").id(), true).orElseThrow());
    }
  },
  RECOVER {
    @Override
    void make(FurnishedFixture t) {
      t.control.deletedBranches().recover(t.gone);
    }
  },
  PURGE {
    @Override
    void make(FurnishedFixture t) {
      t.clock.advance(t.limits.recoverable());
      t.control.expiration().check();
    }
  },
  PURGE_FOR_ROOM {
    @Override
    void make(FurnishedFixture t) {
      t.data.room(t.data.timelines().size());
      t.made(FurnishedFixture.named("new"));
    }
  },
  MAKE_DEFAULT {
    @Override
    void make(FurnishedFixture t) {
      t.control.branches().makeDefault(t.branch("b").id());
    }
  },
  RESET_PASSWORD {
    @Override
    void make(FurnishedFixture t) {
      t.finishAll(
          t.control.roles().resetPassword(t.branch("main").id(), "neondb_owner").operations());
    }
  },
  CREATE_ROLE {
    @Override
    void make(FurnishedFixture t) {
      t.finishAll(t.control.roles().create(t.branch("b").id(), "reader", true).operations());
    }
  },
  CREATE_DATABASE {
    @Override
    void make(FurnishedFixture t) {
      t.finishAll(
          t.control.databases().create(t.branch("b").id(), "other", "neondb_owner").operations());
    }
  },
  RENAME_DATABASE {
    @Override
    void make(FurnishedFixture t) {
      t.finishAll(
          t.control
              .databases()
              .change(t.branch("b").id(), "neondb", Optional.of("other"), Optional.empty())
              .operations());
    }
  },
  CREATE_REPLICA {
    @Override
    void make(FurnishedFixture t) {
      t.finishAll(
          t.control
              .endpoints()
              .create(t.branch("main").id(), NewEndpoint.of(Endpoint.Type.READ_ONLY))
              .operations());
    }
  },
  RESTART_ENDPOINT {
    @Override
    void make(FurnishedFixture t) {
      Endpoint endpoint = t.control.endpoints().of(t.branch("b").id()).get(0);
      t.finishAll(t.control.endpoints().restart(endpoint.id()).operations());
    }
  },
  DELETE_ENDPOINT {
    @Override
    void make(FurnishedFixture t) {
      Endpoint endpoint = t.control.endpoints().of(t.branch("b").id()).get(0);
      t.finishAll(t.control.endpoints().delete(endpoint.id()).orElseThrow().operations());
    }
  },
  CREATE_PROJECT {
    @Override
    void make(FurnishedFixture t) {
      Accepted<CreatedProject> accepted = t.account.create(NewProject.FIRST);
      ControlPlane first = t.control;
      t.control = t.account.project(accepted.subject().project().id()).orElseThrow();
      t.finishAll(accepted.operations());
      t.control = first;
    }
  },
  DELETE_PROJECT {
    @Override
    void make(FurnishedFixture t) {
      t.account.delete(t.second);
    }
  };

  /** All in the full tier, some of each kind in the usual one. */
  static List<Scenario> chosen() {
    return FULL
        ? List.of(values())
        : List.of(
            CREATE,
            RESTORE_AND_PRESERVE,
            DELETE_FOR_GOOD,
            PURGE_FOR_ROOM,
            RESET_PASSWORD,
            CREATE_PROJECT);
  }

  static final boolean FULL = "full".equals(System.getenv("NEONFLOW_TEST"));

  abstract void make(FurnishedFixture test);

  /** Whether a branch is asked to go. */
  boolean removes(Branch branch) {
    return switch (this) {
      case DELETE -> branch.name().equals("child");
      case DELETE_FOR_GOOD -> branch.name().equals("b") || branch.name().equals("child");
      default -> false;
    };
  }
}
