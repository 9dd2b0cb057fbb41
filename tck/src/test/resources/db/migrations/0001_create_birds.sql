-- What the documentation shows.
create table birds (
    id integer primary key,
    name varchar(100) not null -- ; none of it ends here
);

insert into birds (id, name) values (1, 'goldcrest; small');
