drop table birds;
