// SPDX-License-Identifier: Apache-2.0
package org.kinglet.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kinglet.query.Functions.function;
import static org.kinglet.tck.model.Actors.ACTORS;
import static org.kinglet.tck.model.ActorsFilms.ACTORS_FILMS;
import static org.kinglet.tck.model.ActorsFollowing.ACTORS_FOLLOWING;
import static org.kinglet.tck.model.Films.FILMS;
import static org.kinglet.tck.model.FilmsKeywords.FILMS_KEYWORDS;
import static org.kinglet.tck.model.Keywords.KEYWORDS;
import static org.kinglet.tck.model.Labels.LABELS;
import static org.kinglet.tck.model.Prizes.PRIZES;
import static org.kinglet.tck.model.Viewings.VIEWINGS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kinglet.Hook;
import org.kinglet.IntegrityException;
import org.kinglet.MapOptions;
import org.kinglet.Recursive;
import org.kinglet.Ref;
import org.kinglet.ReferenceException;
import org.kinglet.Table;
import org.kinglet.query.Select;
import org.kinglet.tck.model.Actor;
import org.kinglet.tck.model.Actors;
import org.kinglet.tck.model.ActorsFilmsRow;
import org.kinglet.tck.model.Film;
import org.kinglet.tck.model.Keyword;
import org.kinglet.tck.model.Label;
import org.kinglet.tck.model.Prize;
import org.kinglet.tck.model.Viewing;

/** Rows that go with rows by a table between, and in how many statements. */
class ManyToManyTest extends DatabaseTest {
    private Actor ann;
    private Actor bob;
    private Actor cat;
    private Film dawn;
    private Film echo;
    private Film fire;

    /** The tables that are made for pairs are not named. */
    @Override
    Table<?, ?>[] tables() {
        return new Table<?, ?>[] {PRIZES, VIEWINGS, LABELS, ACTORS, FILMS, KEYWORDS};
    }

    @BeforeEach
    void actorsAndFilms() {
        ann = ACTORS.create(new Actor("ann"));
        bob = ACTORS.create(new Actor("bob"));
        cat = ACTORS.create(new Actor("cat"));
        dawn = FILMS.create(new Film("dawn", 1990));
        echo = FILMS.create(new Film("echo", 2000));
        fire = FILMS.create(new Film("fire", 2010));
    }

    /** Ann is in none, bob in one, cat in all. */
    private void played() {
        bob.films.add(echo);
        cat.films.add(dawn, echo, fire);
    }

    private <T> T statements(int count, Callable<T> body) throws Exception {
        long before = db.stats().statements();
        T result = body.call();
        assertThat(db.stats().statements() - before).as("statements").isEqualTo(count);
        return result;
    }

    private static List<String> titles(Iterable<Film> films) {
        List<String> titles = new ArrayList<>();
        films.forEach(film -> titles.add(film.title));
        return titles;
    }

    private static List<String> names(Iterable<Actor> actors) {
        List<String> names = new ArrayList<>();
        actors.forEach(actor -> names.add(actor.name));
        return names;
    }

    @Test
    void hooksAreShownWhatIsLoaded() throws Exception {
        played();
        List<String> shown = new ArrayList<>();
        Hook hook = FILMS.afterLoad(film -> shown.add(film.title));
        try {
            statements(
                    2,
                    () -> ACTORS.select()
                            .withRelated(ACTORS.films.orderBy(FILMS.title))
                            .orderBy(ACTORS.name)
                            .list());
        } finally {
            hook.remove();
        }
        assertThat(shown).containsExactly("echo", "dawn", "fire");
    }

    // Writing

    @Test
    void addsInOneStatementAndIsSeenFromBothSides() throws Exception {
        assertThat(statements(1, () -> ann.films.add(dawn))).isEqualTo(1);
        // where an insert cannot leave out what is there, that is asked for first
        int several = target.isMysqlFamily() ? 2 : 1;
        assertThat(statements(several, () -> bob.films.add(dawn, echo, fire))).isEqualTo(3);
        assertThat(statements(several, () -> fire.actors.add(List.of(ann, cat))))
                .isEqualTo(2);
        assertThat(titles(ann.films)).containsExactlyInAnyOrder("dawn", "fire");
        assertThat(names(fire.actors)).containsExactlyInAnyOrder("ann", "bob", "cat");
        assertThat(statements(1, () -> dawn.actors.count())).isEqualTo(2);
        assertThat(ACTORS_FILMS.count()).isEqualTo(6);
    }

    @Test
    void addingWhatIsThereAddsNothing() {
        assertThat(ann.films.add(dawn)).isEqualTo(1);
        assertThat(ann.films.add(dawn)).isZero();
        assertThat(ann.films.add(echo, dawn, echo)).isEqualTo(1);
        assertThat(dawn.actors.add(ann)).isZero();
        assertThat(titles(ann.films)).containsExactlyInAnyOrder("dawn", "echo");
        db.atomic(() -> {
            assertThat(ann.films.add(dawn)).isZero();
            assertThat(ann.films.add(fire, dawn)).isEqualTo(1);
        });
        assertThat(ann.films.count()).isEqualTo(3);
    }

    @Test
    void removesPairsAndNoRows() throws Exception {
        played();
        assertThat(statements(1, () -> cat.films.remove(dawn, fire))).isEqualTo(2);
        assertThat(cat.films.remove(dawn)).isZero();
        assertThat(titles(cat.films)).containsExactly("echo");
        assertThat(echo.actors.remove(List.of(bob, ann))).isEqualTo(1);
        assertThat(names(echo.actors)).containsExactly("cat");
        assertThat(FILMS.count()).isEqualTo(3);
        assertThat(ACTORS.count()).isEqualTo(3);
    }

    @Test
    void clears() throws Exception {
        played();
        assertThat(statements(1, () -> cat.films.clear())).isEqualTo(3);
        assertThat(cat.films.clear()).isZero();
        assertThat(titles(bob.films)).containsExactly("echo");
    }

    @Test
    void setsTheDifference() throws Exception {
        played();
        assertThat(statements(2, () -> cat.films.set(List.of(fire)))).isEqualTo(2);
        assertThat(statements(3, () -> cat.films.set(List.of(dawn, echo)))).isEqualTo(3);
        assertThat(statements(1, () -> cat.films.set(List.of(echo, dawn, echo))))
                .isZero();
        assertThat(titles(cat.films)).containsExactlyInAnyOrder("dawn", "echo");
        assertThat(titles(bob.films)).containsExactly("echo");
    }

    @Test
    void setLeavesRowsAloneThatStay() throws Exception {
        PRIZES.create(new Prize(ann, dawn, 500));
        PRIZES.create(new Prize(ann, echo, 600));
        assertThat(statements(3, () -> ann.prized.set(List.of(echo, fire)))).isEqualTo(2);
        List<Prize> prizes = PRIZES.select().orderBy(PRIZES.sum.asc()).list();
        assertThat(prizes).extracting(prize -> prize.sum).containsExactly(100, 600);
        assertThat(statements(1, () -> ann.prized.set(List.of(fire, echo)))).isZero();
        assertThat(statements(1, () -> ann.prized.set(List.of()))).isEqualTo(2);
        assertThat(PRIZES.count()).isZero();
        assertThat(statements(2, () -> fire.laureates.set(List.of(ann, bob)))).isEqualTo(2);
        assertThat(titles(bob.prized)).containsExactly("fire");
    }

    @Test
    void nothingToDoIsNoStatement() throws Exception {
        played();
        assertThat(statements(0, () -> cat.films.add() + cat.films.add(List.of())))
                .isZero();
        assertThat(statements(0, () -> cat.films.remove() + cat.films.remove(List.of())))
                .isZero();
        assertThat(cat.films.count()).isEqualTo(3);
    }

    @Test
    void whatIsNotSavedGoesWithNothing() {
        Actor isNew = new Actor("new");
        assertThat(isNew.films.list()).isEmpty();
        assertThat(isNew.films.count()).isZero();
        assertThatThrownBy(() -> isNew.films.add(dawn))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("not saved")
                .hasMessageContaining("save it first");
        assertThatThrownBy(() -> isNew.films.select()).isInstanceOf(ReferenceException.class);
        Film unsaved = new Film("unsaved", 1);
        assertThatThrownBy(() -> ann.films.add(dawn, unsaved))
                .isInstanceOf(ReferenceException.class)
                .hasMessageContaining("Film")
                .hasMessageContaining("save it first");
        assertThatThrownBy(() -> ann.films.set(List.of(unsaved))).isInstanceOf(ReferenceException.class);
        assertThat(ACTORS_FILMS.count()).isZero();
        isNew.save();
        assertThat(isNew.films.add(dawn)).isEqualTo(1);
    }

    @Test
    void aRowThatIsGoneIsAViolation() {
        Film gone = FILMS.create(new Film("gone", 1));
        FILMS.deleteById(gone.id);
        assertThatThrownBy(() -> ann.films.add(gone))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isForeignKeyViolation()).isTrue());
        assertThatThrownBy(() -> ann.films.add(dawn, gone)).isInstanceOf(IntegrityException.class);
        assertThat(ann.films.count()).isZero();
    }

    @Test
    void rollbackUndoesIt() {
        assertThatThrownBy(() -> db.atomic(() -> {
                    ann.films.add(dawn);
                    bob.films.set(List.of(echo, fire));
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(ACTORS_FILMS.count()).isZero();
        db.atomic(() -> {
            ann.films.add(dawn);
            assertThatThrownBy(() -> db.atomic(() -> {
                        ann.films.set(List.of(fire));
                        throw new IllegalStateException("no");
                    }))
                    .hasMessage("no");
        });
        assertThat(titles(ann.films)).containsExactly("dawn");
    }

    @Test
    void whatWasLoadedChangesWithItAndBack() throws Exception {
        played();
        Actor loaded = ACTORS.select()
                .where(ACTORS.name.eq("cat"))
                .withRelated(ACTORS.films.orderBy(FILMS.title.asc()))
                .get();
        Film gate = FILMS.create(new Film("gate", 2020));
        loaded.films.add(gate, echo);
        assertThat(titles(loaded.films)).containsExactly("dawn", "echo", "fire", "gate");
        loaded.films.remove(FILMS.getById(dawn.id));
        assertThat(titles(loaded.films)).containsExactly("echo", "fire", "gate");
        assertThatThrownBy(() -> db.atomic(() -> {
                    loaded.films.add(dawn);
                    loaded.films.set(List.of(fire, gate, fire));
                    assertThat(titles(loaded.films)).containsExactly("fire", "gate");
                    loaded.films.clear();
                    assertThat(loaded.films).isEmpty();
                    assertThat(loaded.films.isLoaded()).isTrue();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(titles(loaded.films)).containsExactly("echo", "fire", "gate");
        statements(0, () -> loaded.films.stream().count());
        assertThat(loaded.films.select().count()).isEqualTo(3);
    }

    @Test
    void tasksThatAddTheSameAtOnce() {
        List<CompletableFuture<Integer>> adding = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            adding.add(db.runAsync(() -> ACTORS.getById(ann.id).films.add(dawn, echo, fire)));
            adding.add(db.runAsync(() -> FILMS.getById(echo.id).actors.add(ann)));
        }
        assertThat(adding.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo(3);
        assertThat(ACTORS_FILMS.count()).isEqualTo(3);
    }

    @Test
    void tasksThatAddAndRemoveAtOnceCountWhatTheyDid() {
        List<CompletableFuture<Integer>> changes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Film film = List.of(dawn, echo, fire).get(i % 3);
            changes.add(db.runAsync(() -> ann.films.add(film)));
            changes.add(db.runAsync(() -> -ann.films.remove(film)));
        }
        assertThat(changes.stream().mapToInt(CompletableFuture::join).sum()).isEqualTo((int) ACTORS_FILMS.count());
    }

    @Test
    void manyAtOnce() throws Exception {
        List<Film> films = FILMS.bulkCreate(
                IntStream.range(0, 2000).mapToObj(i -> new Film("film " + i, i)).toList());
        assertThat(ann.films.add(films)).isEqualTo(2000);
        assertThat(ann.films.add(films)).isZero();
        assertThat(ann.films.set(films.subList(500, 2000))).isEqualTo(500);
        assertThat(ann.films.remove(films)).isEqualTo(1500);
        List<Keyword> keywords = KEYWORDS.bulkCreate(IntStream.range(0, 40_000)
                .mapToObj(i -> new Keyword("en", "w" + i, i))
                .toList());
        assertThat(dawn.keywords.add(keywords)).isEqualTo(40_000);
        assertThat(dawn.keywords.remove(keywords.subList(1, 40_000))).isEqualTo(39_999);
        assertThat(dawn.keywords.list()).containsExactly(keywords.getFirst());
    }

    // Tables between that the program has

    @Test
    void columnsOfTheTableBetween() throws Exception {
        ann.prized.add(dawn);
        PRIZES.create(new Prize(ann, echo, 500));
        PRIZES.create(new Prize(bob, echo, 700));
        assertThat(PRIZES.get(PRIZES.film.eq(dawn)).sum).as("the default").isEqualTo(100);
        assertThat(titles(ann.prized.select().where(PRIZES.sum.gt(300)).list())).containsExactly("echo");
        assertThat(names(echo.laureates.select().orderBy(PRIZES.sum.desc()).list()))
                .containsExactly("bob", "ann");
        List<Actor> rich = statements(
                2,
                () -> ACTORS.select()
                        .withRelated(ACTORS.prized.where(PRIZES.sum.gt(300)))
                        .orderBy(ACTORS.id.asc())
                        .list());
        assertThat(rich.stream().map(actor -> titles(actor.prized)))
                .containsExactly(List.of("echo"), List.of("echo"), List.of());
        List<Film> films = FILMS.select()
                .withRelated(FILMS.laureates.orderBy(PRIZES.sum.desc()).limit(1))
                .orderBy(FILMS.id.asc())
                .list();
        assertThat(films.stream().map(film -> names(film.laureates)))
                .containsExactly(List.of("ann"), List.of("bob"), List.of());
    }

    @Test
    void aTableBetweenThatNeedsMoreThanThePair() {
        Keyword sea = KEYWORDS.create(new Keyword("en", "sea", 1));
        assertThatThrownBy(() -> dawn.labels.add(sea))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Label.reason")
                .hasMessageContaining("create the Label itself");
        db.create(new Label(0, Ref.to(dawn), Ref.to(sea), "because"));
        assertThat(dawn.labels.list()).containsExactly(sea);
        assertThatThrownBy(() -> dawn.labels.set(List.of(sea, KEYWORDS.create(new Keyword("en", "sky", 1)))))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(dawn.labels.set(List.of(sea))).isZero();
        assertThat(dawn.labels.remove(sea)).isEqualTo(1);
    }

    @Test
    void aTableBetweenInWhichPairsMayBeTwice() {
        assertThat(ann.seen.add(dawn, echo)).isEqualTo(2);
        assertThat(ann.seen.add(dawn, fire)).isEqualTo(1);
        VIEWINGS.create(new Viewing(ann, dawn));
        assertThat(titles(ann.seen)).containsExactlyInAnyOrder("dawn", "dawn", "echo", "fire");
        assertThat(names(dawn.audience)).containsExactly("ann", "ann");
        assertThat(ann.seen.set(List.of(dawn))).isEqualTo(2);
        assertThat(ann.seen.remove(dawn)).isEqualTo(2);
    }

    // Reading

    @Test
    void eagerlyFromBothSides() throws Exception {
        played();
        List<Actor> actors = statements(
                2,
                () -> ACTORS.select()
                        .withRelated(ACTORS.films.orderBy(FILMS.title.desc()))
                        .orderBy(ACTORS.id.asc())
                        .list());
        statements(0, () -> {
            assertThat(actors.stream().map(actor -> titles(actor.films)))
                    .containsExactly(List.of(), List.of("echo"), List.of("fire", "echo", "dawn"));
            assertThat(actors.get(1).films.list().getFirst())
                    .as("equal keys, one instance")
                    .isSameAs(actors.get(2).films.list().get(1));
            assertThat(actors).allMatch(actor -> actor.films.isLoaded());
            assertThat(actors).allMatch(actor -> !actor.seen.isLoaded());
            assertThat(actors.get(2).films.count()).isEqualTo(3);
            assertThat(actors.get(2).dirtyColumns()).isEmpty();
            assertThat(actors.get(2).films.list().getFirst().dirtyColumns()).isEmpty();
            return null;
        });
        List<Film> films = statements(
                2,
                () -> FILMS.select()
                        .withRelated(FILMS.actors.orderBy(ACTORS.name.asc()))
                        .orderBy(FILMS.id.asc())
                        .list());
        assertThat(films.stream().map(film -> names(film.actors)))
                .containsExactly(List.of("cat"), List.of("bob", "cat"), List.of("cat"));
    }

    @Test
    void conditionsAndLimitAreForEach() throws Exception {
        played();
        Select<Actor> select = ACTORS.select()
                .withRelated(ACTORS.films
                        .where(FILMS.year.lt(2010))
                        .orderBy(FILMS.year.desc())
                        .limit(1))
                .orderBy(ACTORS.id.asc());
        List<Actor> actors = statements(2, select::list);
        assertThat(actors.stream().map(actor -> titles(actor.films)))
                .containsExactly(List.of(), List.of("echo"), List.of("echo"));
        List<Actor> first = ACTORS.select()
                .withRelated(ACTORS.films.limit(2))
                .orderBy(ACTORS.id.asc())
                .list();
        assertThat(first.stream().map(actor -> titles(actor.films)))
                .as("by key")
                .containsExactly(List.of(), List.of("echo"), List.of("dawn", "echo"));
        assertThat(statements(1, select::count)).isEqualTo(3);
    }

    @Test
    void severalLevelsAreOneStatementEach() throws Exception {
        played();
        Keyword sea = KEYWORDS.create(new Keyword("en", "sea", 1));
        echo.keywords.add(sea);
        cat.prized.add(dawn);
        List<Actor> actors = statements(
                4,
                () -> ACTORS.select()
                        .withRelated(ACTORS.films.withRelated(FILMS.actors.orderBy(ACTORS.name.asc()), FILMS.keywords))
                        .orderBy(ACTORS.id.asc())
                        .list());
        statements(0, () -> {
            Film shared = actors.get(1).films.list().getFirst();
            assertThat(names(shared.actors)).containsExactly("bob", "cat");
            assertThat(shared.keywords.list()).containsExactly(sea);
            assertThat(actors.get(2).films.list()).allMatch(film -> film.actors.isLoaded());
            return null;
        });
        List<Prize> prizes = statements(
                2,
                () -> PRIZES.select()
                        .withRelated(PRIZES.actor.withRelated(ACTORS.films), PRIZES.film)
                        .list());
        assertThat(prizes.getFirst().actor.get().films.list()).hasSize(3);
        List<Film> films = statements(
                3,
                () -> FILMS.select()
                        .withRelated(FILMS.actors, FILMS.laureates)
                        .orderBy(FILMS.id.asc())
                        .list());
        assertThat(names(films.getFirst().laureates)).containsExactly("cat");
    }

    @Test
    void rowsOfOneTable() throws Exception {
        ann.following.add(bob, cat);
        bob.following.add(cat, bob);
        assertThat(names(cat.followers)).containsExactlyInAnyOrder("ann", "bob");
        assertThat(cat.followers.remove(ann)).isEqualTo(1);
        assertThat(ACTORS_FOLLOWING.count()).isEqualTo(3);
        List<Actor> actors = statements(
                3,
                () -> ACTORS.select()
                        .withRelated(
                                ACTORS.following.orderBy(ACTORS.name.asc()),
                                ACTORS.followers.orderBy(ACTORS.name.asc()))
                        .orderBy(ACTORS.id.asc())
                        .list());
        assertThat(actors.stream().map(actor -> names(actor.following)))
                .containsExactly(List.of("bob"), List.of("bob", "cat"), List.of());
        assertThat(actors.stream().map(actor -> names(actor.followers)))
                .containsExactly(List.of(), List.of("ann", "bob"), List.of("bob"));
        Actor deep = statements(
                3,
                () -> ACTORS.select()
                        .where(ACTORS.name.eq("ann"))
                        .withRelated(ACTORS.following.withRelated(ACTORS.following))
                        .get());
        assertThat(names(deep.following.list().getFirst().following)).containsExactlyInAnyOrder("bob", "cat");
        Actors other = ACTORS.as("other");
        assertThat(names(ACTORS.select()
                        .join(ACTORS.following, other)
                        .where(other.name.eq("cat"))
                        .list()))
                .containsExactly("bob");
    }

    @Test
    void recordsWithKeysOfSeveralColumns() throws Exception {
        Keyword sea = KEYWORDS.create(new Keyword("en", "sea", 1));
        Keyword sky = KEYWORDS.create(new Keyword("en", "sky", 2));
        assertThat(dawn.keywords.add(sea, sky)).isEqualTo(2);
        assertThat(dawn.keywords.add(new Keyword("en", "sea", 99)))
                .as("the same key")
                .isZero();
        echo.keywords.add(sea);
        assertThat(dawn.keywords.list()).containsExactlyInAnyOrder(sea, sky);
        List<Film> films = statements(
                2,
                () -> FILMS.select()
                        .withRelated(FILMS.keywords.orderBy(KEYWORDS.weight.desc()))
                        .orderBy(FILMS.id.asc())
                        .list());
        assertThat(films.stream().map(film -> film.keywords.list()))
                .containsExactly(List.of(sky, sea), List.of(sea), List.of());
        assertThat(films.get(0).keywords.list().get(1))
                .isSameAs(films.get(1).keywords.list().getFirst());
        films.get(0).keywords.remove(new Keyword("en", "sea", 99));
        assertThat(films.get(0).keywords.list()).containsExactly(sky);
        assertThat(FILMS_KEYWORDS.count()).isEqualTo(2);
    }

    @Test
    void joins() {
        played();
        assertThat(names(ACTORS.select()
                        .join(ACTORS.films)
                        .where(FILMS.title.eq("echo"))
                        .orderBy(ACTORS.name.asc())
                        .list()))
                .containsExactly("bob", "cat");
        assertThat(names(ACTORS.select()
                        .leftJoin(ACTORS.films)
                        .where(FILMS.id.isNull())
                        .list()))
                .containsExactly("ann");
        Actors colleague = ACTORS.as("colleague");
        assertThat(names(ACTORS.select()
                        .join(ACTORS.films)
                        .join(FILMS.actors, colleague)
                        .where(colleague.name.eq("bob"), ACTORS.id.ne(bob.id))
                        .list()))
                .containsExactly("cat");
        assertThat(names(ACTORS.select()
                        .join(ACTORS.prized)
                        .where(PRIZES.sum.gt(1))
                        .list()))
                .isEmpty();
        assertThat(titles(ACTORS.films.of(bob).list())).containsExactly("echo");
        assertThat(titles(cat.films
                        .select()
                        .where(FILMS.year.gt(1995))
                        .orderBy(FILMS.year.asc())
                        .list()))
                .containsExactly("echo", "fire");
        assertThat(cat.films.select().where(FILMS.year.gt(1995)).count()).isEqualTo(2);
    }

    @Test
    void everyOneGetsItsOwnInRandomOrder() throws Exception {
        played();
        Map<String, Integer> films = new HashMap<>(Map.of("ann", 0, "bob", 1, "cat", 3));
        for (int i = 0; i < 10; i++) {
            List<Actor> actors = statements(
                    2,
                    () -> ACTORS.select()
                            .withRelated(ACTORS.films)
                            .orderBy(function(target.isMysqlFamily() ? "rand" : "random", Double.class)
                                    .asc())
                            .limit(2)
                            .list());
            assertThat(actors).hasSize(2);
            assertThat(actors).allMatch(actor -> actor.films.list().size() == films.get(actor.name));
        }
    }

    @Test
    void streamsLoadForEachChunk() throws Exception {
        played();
        List<Integer> sizes = statements(3, () -> {
            try (Stream<Actor> stream = ACTORS.select().withRelated(ACTORS.films).orderBy(ACTORS.id.asc()).stream(2)) {
                return stream.map(actor -> actor.films.list().size()).toList();
            }
        });
        assertThat(sizes).containsExactly(0, 1, 3);
    }

    @Test
    void notLoadedEachCallAsksAnew() throws Exception {
        played();
        assertThat(statements(1, () -> cat.films.list())).hasSize(3);
        assertThat(statements(1, () -> cat.films.stream().toList())).hasSize(3);
        bob.films.clear();
        assertThat(statements(1, () -> titles(bob.films))).isEmpty();
        assertThat(statements(0, () -> bob.films.toString())).isEqualTo("ManyToMany[actors.films]");
        assertThat(new Actor("x").films).hasToString("ManyToMany[of a new entity]");
    }

    @Test
    void futures() throws Exception {
        assertThat(ann.films.addAsync(dawn, echo).get()).isEqualTo(2);
        assertThat(ann.films.addAsync(List.of(echo, fire)).get()).isEqualTo(1);
        assertThat(ann.films.listAsync().get()).hasSize(3);
        assertThat(ann.films.countAsync().get()).isEqualTo(3);
        assertThat(ann.films.removeAsync(dawn).get()).isEqualTo(1);
        assertThat(ann.films.removeAsync(List.of(dawn, echo)).get()).isEqualTo(1);
        assertThat(ann.films.setAsync(List.of(dawn, echo)).get()).isEqualTo(3);
        assertThat(ann.films.clearAsync().get()).isEqualTo(2);
        assertThat(ACTORS.select().withRelated(ACTORS.films).listAsync().get())
                .allMatch(actor -> actor.films.isLoaded());
        db.atomic(tx -> {
            assertThat(bob.films
                            .addAsync(dawn)
                            .thenCompose(added -> bob.films.setAsync(List.of(echo)))
                            .join())
                    .isEqualTo(2);
            tx.rollback();
        });
        assertThat(ACTORS_FILMS.count()).isZero();
    }

    // The table between as a table

    @Test
    void theTableThatIsMadeIsATable() {
        played();
        assertThat(ACTORS.films.through()).isSameAs(ACTORS_FILMS);
        List<ActorsFilmsRow> pairs = ACTORS_FILMS
                .select()
                .withRelated(ACTORS_FILMS.actor, ACTORS_FILMS.film)
                .where(ACTORS_FILMS.film.eq(echo))
                .orderBy(ACTORS_FILMS.actor.key().asc())
                .list();
        assertThat(pairs).hasSize(2);
        assertThat(pairs.getFirst().actor().get().name).isEqualTo("bob");
        assertThat(ACTORS_FILMS
                        .insertFrom(
                                List.of(ACTORS_FILMS.actor, ACTORS_FILMS.film),
                                ACTORS.select(ACTORS.id, FILMS.id)
                                        .join(FILMS, FILMS.title.eq("dawn"))
                                        .where(ACTORS.name.ne("cat")))
                        .execute())
                .as("the pairs that a query gives")
                .isEqualTo(2);
        assertThat(dawn.actors.count()).isEqualTo(3);
        assertThatThrownBy(() -> db.create(new ActorsFilmsRow(Ref.to(bob), Ref.to(echo))))
                .isInstanceOfSatisfying(
                        IntegrityException.class,
                        e -> assertThat(e.isUniqueViolation()).isTrue());
    }

    @Test
    void deletesTakeThePairsWithThem() {
        played();
        cat.following.add(bob);
        cat.prized.add(dawn);
        assertThat(bob.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(ACTORS_FILMS.count()).isEqualTo(3);
        assertThat(ACTORS_FOLLOWING.count()).isZero();
        assertThat(cat.delete(Recursive.ALL)).isEqualTo(1);
        assertThat(ACTORS_FILMS.count()).isZero();
        assertThat(PRIZES.count()).isZero();
        assertThat(FILMS.count()).isEqualTo(3);
        ann.films.add(echo);
        assertThat(echo.delete()).as("the database does it, too").isEqualTo(1);
        assertThat(ACTORS_FILMS.count()).isZero();
    }

    @Test
    void madeTablesAreCreatedAndDroppedWithTheirSides() {
        played();
        db.truncate(ACTORS, FILMS, PRIZES, VIEWINGS, LABELS, KEYWORDS);
        assertThat(ACTORS_FILMS.count()).isZero();
        db.dropTables(tables());
        db.createTables(tables());
        db.createTables(ACTORS_FILMS, ACTORS, FILMS);
        Actor dan = ACTORS.create(new Actor("dan"));
        assertThat(dan.films.add(FILMS.create(new Film("home", 1)))).isEqualTo(1);
    }

    @Test
    void mapsHaveWhatIsLoaded() throws Exception {
        played();
        Actor loaded = ACTORS.select()
                .where(ACTORS.name.eq("bob"))
                .withRelated(ACTORS.films.withRelated(FILMS.actors.orderBy(ACTORS.name.asc())))
                .get();
        statements(0, () -> {
            assertThat(ACTORS.toMap(loaded)).containsOnlyKeys("id", "name");
            Map<String, Object> map = ACTORS.toMap(loaded, MapOptions.DEFAULT.withCollections());
            assertThat(map).containsOnlyKeys("id", "name", "films");
            assertThat(map.get("films"))
                    .isEqualTo(List.of(Map.of(
                            "id",
                            echo.id,
                            "title",
                            "echo",
                            "year",
                            2000,
                            "actors",
                            List.of(bob.id, Map.of("id", cat.id, "name", "cat")))));
            assertThat(ACTORS.fromMap(map).films).isEmpty();
            return null;
        });
    }
}
