from channels.generic.websocket import AsyncWebsocketConsumer


class StudentConsumer(AsyncWebsocketConsumer):
    pass


class TeacherConsumer(AsyncWebsocketConsumer):
    pass
